namespace SpecKitty.Cli;

/// <summary>The words that a shell's completion asks with.</summary>
internal static class Suggestions
{
    private const string Directive = "[suggest";

    /// <summary>Whether a command line asks what could stand at a place of another one, instead of running it.</summary>
    public static bool AreAskedFor(IReadOnlyList<string> words) => words.Count > 0 && words[0].StartsWith(Directive, StringComparison.Ordinal);
}
