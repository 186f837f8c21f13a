using SpecKitty.Cli.Tests.Support;

namespace SpecKitty.Cli.Tests;

/// <summary>docs/contracts/error-codes.md has a row for every exit code, and for no other.</summary>
public sealed class ExitCodesDocumentTests
{
    [Fact]
    public void ExitCodes_Table_HasEveryCode()
        => File.ReadAllLines(Path.Combine(SourceTree.Top, "docs", "contracts", "error-codes.md"))
            .SkipWhile(line => line != "## Exit codes of the command line")
            .Where(line => line.StartsWith("| ", StringComparison.Ordinal))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries)[1])
            .Skip(1)
            .ShouldBe(ExitCodes.All.Select(code => $"{code}"));
}
