using System.Text.Json;
using SpecKitty.Cli.Tests.Support;

namespace SpecKitty.Cli.Tests.Manners;

/// <summary>What happens when standard output or standard error cannot be written.</summary>
public sealed class UnwritableOutputTests : IDisposable
{
    private const string Emit = """emit WPCreated --payload '{"wp_id":"WP01","title":"Brew","feature_slug":"001-tea"}'""";

    private readonly CommandLine _line = new();

    public void Dispose() => _line.Dispose();

    [Theory]
    [InlineData("--version")]
    [InlineData("--help")]
    [InlineData("init --json")]
    [InlineData("sync status")]
    [InlineData("sync status --json")]
    [InlineData("schema list")]
    [InlineData("completion bash")]
    public async Task Command_OntoAFullDisk_EndsWith7AndTheReason(string words)
    {
        var (code, _, error) = await CliShell.RunAsync(_line, $"kitty {words} > /dev/full");

        code.ShouldBe(ExitCodes.LocalFile, error);
        error.ShouldContain("Standard output cannot be written: No space left on device.");
    }

    [Theory]
    [InlineData("")]
    [InlineData("--json")]
    public async Task Emit_OntoAFullDisk_SaysThatTheEventIsQueued(string form)
    {
        (await _line.RunAsync("init")).ShouldEnd(ExitCodes.Fine);

        var (code, _, error) = await CliShell.RunAsync(_line, $"kitty {Emit} {form} > /dev/full");

        code.ShouldBe(ExitCodes.LocalFile, error);
        error.ShouldContain(" is queued. Do not run the command again");
        (await PendingAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task Emit_IntoAPipeWithoutAReader_EndsWith141AndSaysThatTheEventIsQueued()
    {
        (await _line.RunAsync("init")).ShouldEnd(ExitCodes.Fine);

        using var process = CliProcess.Start(_line.Home, _line.WorkingDirectory, "emit", "WPCreated", "--payload", """{"wp_id":"WP01","title":"Brew","feature_slug":"001-tea"}""");
        process.StandardOutput.Close();
        var error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        process.ExitCode.ShouldBe(ExitCodes.OutputClosed, error);
        error.ShouldContain(" is queued. Standard output was closed");
        (await PendingAsync()).ShouldBe(1);
    }

    [Theory]
    [InlineData("--version")]
    [InlineData("sync", "status")]
    [InlineData("schema", "list")]
    public async Task Command_IntoAPipeWithoutAReader_EndsWith141(params string[] words)
    {
        using var process = CliProcess.Start(_line.Home, _line.WorkingDirectory, words);
        process.StandardOutput.Close();
        var error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        process.ExitCode.ShouldBe(ExitCodes.OutputClosed, error);
    }

    [Theory]
    [InlineData("auth logout", ExitCodes.Fine)]
    [InlineData("nonsense", ExitCodes.Misuse)]
    [InlineData("mission list", ExitCodes.Misuse)]
    public async Task Command_WhoseStandardErrorIsAFullDisk_EndsWithItsOwnCode(string words, int expected)
    {
        var (code, _, _) = await CliShell.RunAsync(_line, $"kitty {words} 2> /dev/full");

        code.ShouldBe(expected);
    }

    private async Task<int> PendingAsync()
    {
        using var status = JsonDocument.Parse((await _line.RunAsync("sync", "status", "--json")).ShouldEnd(ExitCodes.Fine).Output);
        return status.RootElement.GetProperty("pending").GetInt32();
    }
}
