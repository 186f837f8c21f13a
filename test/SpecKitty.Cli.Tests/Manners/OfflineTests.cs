using SpecKitty.Cli.Commands;
using SpecKitty.Cli.Tests.Support;

namespace SpecKitty.Cli.Tests.Manners;

public sealed class OfflineTests : IDisposable
{
    /// <summary>Command lines that a server has nothing to do with. Every one runs in a home that is empty at first, signed out.</summary>
    private static readonly string[][] NeedNoServer =
    [
        ["--help"],
        ["--version"],
        ["auth", "logout"],
        ["init", "--slug", "kitty"],
        ["project", "list"],
        ["project", "list", "--json"],
        ["project", "link", "--server", "https://kitty.example", "--username", "ada"],
        ["project", "unlink"],
        ["emit", "WPCreated", "--payload", """{"wp_id":"WP01","title":"Brew","feature_slug":"001-tea"}"""],
        ["wp", "create", "WP02", "--title", "Pour", "--feature", "001-tea"],
        ["wp", "move", "WP02", "--to", "doing"],
        ["sync", "status"],
        ["sync", "status", "--json"],
        ["events", "validate", "--help"],
        ["events", "reduce", "log.ndjson"],
        ["events", "validate", "log.ndjson"],
        ["events", "warnings", "log.ndjson"],
        ["events", "warnings", "log.ndjson", "--json"],
        ["schema", "list"],
        ["schema", "show", "focus_target"],
        ["schema", "generate", "--out", "schemas"],
        ["conformance", "run"],
        ["completion", "bash"],
        ["[suggest:3]", "syn"],
    ];

    /// <summary>Command lines that cannot do without one.</summary>
    private static readonly string[][] NeedAServer =
    [
        ["auth", "status"],
        ["auth", "whoami"],
        ["sync", "now"],
        ["mission", "create", "--title", "T"],
        ["mission", "join", "M1", "--type", "human", "--name", "Ada"],
        ["mission", "list"],
        ["mission", "state", "M1"],
        ["mission", "watch", "M1"],
    ];

    private const string GoesOnUntilInterrupted = "sync watch";

    private readonly CommandLine _line = new();

    public void Dispose() => _line.Dispose();

    [Fact]
    public async Task EveryCommandThatNeedsNoServer_SignedOutInAnEmptyHome_Works()
    {
        await File.WriteAllTextAsync(Path.Join(_line.WorkingDirectory, "log.ndjson"), SampleLog.Lines(SampleLog.Join, SampleLog.Heartbeat));

        foreach (var words in NeedNoServer)
        {
            var outcome = await _line.RunAsync(words);

            outcome.Code.ShouldBeOneOf([ExitCodes.Fine, ExitCodes.ContractBroken], $"{string.Join(' ', words)}: {outcome.Error}");
        }
    }

    [Fact]
    public async Task EveryCommandThatNeedsAServer_SignedOut_SaysHowToSignIn()
    {
        (await _line.RunAsync("init", "--slug", "kitty")).ShouldEnd(ExitCodes.Fine);

        foreach (var words in NeedAServer)
        {
            var outcome = await _line.RunAsync(words);

            outcome.Code.ShouldBe(ExitCodes.NotSignedIn, string.Join(' ', words));
            outcome.Error.ShouldContain("error: ", customMessage: string.Join(' ', words));
            outcome.Error.ShouldContain("spec-kitty auth login", customMessage: string.Join(' ', words));
        }
    }

    [Fact]
    public async Task EveryCommandThatNamesNoCodeOfAServer_SignedOutInAnEmptyHome_EndsWithNone()
    {
        foreach (var (command, path) in CommandTree.Leaves)
        {
            if (command is not DocumentedCommand documented || NeedsAServer(documented) || path == GoesOnUntilInterrupted)
            {
                continue;
            }

            var outcome = await _line.RunAsync(path.Split(' '));

            outcome.Code.ShouldNotBeOneOf(ExitCodes.ServerUnreachable, ExitCodes.NotSignedIn, ExitCodes.Internal);
        }
    }

    private static bool NeedsAServer(DocumentedCommand command) =>
        command.ExitCodes.Contains(ExitCodes.ServerUnreachable) || command.ExitCodes.Contains(ExitCodes.NotSignedIn);
}
