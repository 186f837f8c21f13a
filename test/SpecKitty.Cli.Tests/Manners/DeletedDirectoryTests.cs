using SpecKitty.Cli.Tests.Support;

namespace SpecKitty.Cli.Tests.Manners;

/// <summary>Commands that run where the working directory has been deleted.</summary>
public sealed class DeletedDirectoryTests : IDisposable
{
    private const string Gone = "mkdir gone && cd gone && rmdir ../gone && ";

    private readonly CommandLine _line = new();

    public void Dispose() => _line.Dispose();

    [Theory]
    [InlineData("--version")]
    [InlineData("--help")]
    [InlineData("sync status")]
    [InlineData("auth logout")]
    [InlineData("project list")]
    [InlineData("schema show wire/wp_created_payload")]
    [InlineData("events validate \"$SPEC_KITTY_HOME/../log.jsonl\"")]
    [InlineData("events validate -")]
    [InlineData("sync export --output \"$SPEC_KITTY_HOME/../export.jsonl\"")]
    public async Task Command_ThatNeedsNoDirectory_Works(string words)
    {
        await File.WriteAllTextAsync(Path.Join(_line.WorkingDirectory, "..", "log.jsonl"), "", TestContext.Current.CancellationToken);

        var (code, _, error) = await CliShell.RunAsync(_line, $"{Gone} kitty {words}");

        code.ShouldBe(ExitCodes.Fine, error);
    }

    [Theory]
    [InlineData("init")]
    [InlineData("events validate log.jsonl")]
    [InlineData("mission list")]
    [InlineData("emit WPCreated --payload {}")]
    [InlineData("sync export --output export.jsonl")]
    [InlineData("conformance run --manifest manifest.json")]
    public async Task Command_ThatNeedsTheDirectory_SaysWhatIsWrong(string words)
    {
        var (code, _, error) = await CliShell.RunAsync(_line, $"{Gone} kitty {words}");

        code.ShouldBe(ExitCodes.Misuse, error);
        error.ShouldContain("The working directory does not exist any more");
    }
}
