namespace SpecKitty.Cli.Tests.Support;

/// <summary>What one command line did.</summary>
public sealed record Outcome(string[] Words, int Code, string Output, string Error, string TopDirectory)
{
    /// <summary>The output without the line feed at its end.</summary>
    public string Line => Output.TrimEnd('\n');

    /// <summary>The whole of it as a text to approve; temporary directories are named <c>TOP</c>.</summary>
    public string Transcript =>
        $"""
        $ spec-kitty {string.Join(' ', Words.Select(Quoted))}
        exit code {Code}
        --- stdout
        {Output}
        --- stderr
        {Error}
        """.Replace(TopDirectory, "TOP", StringComparison.Ordinal);

    /// <summary>Fails with the talk when the command did not end as expected.</summary>
    public Outcome ShouldEnd(int code)
    {
        Code.ShouldBe(code, Error);
        return this;
    }

    private static string Quoted(string word) => word.AsSpan().ContainsAny(" {}\"") ? $"'{word}'" : word;
}
