using System.Text.Json;
using SpecKitty.Cli.Tests.Support;

namespace SpecKitty.Cli.Tests.Commands;

public sealed class EmitProcessTests : IDisposable
{
    private static readonly string[] Emit = ["emit", "WPStatusChanged", "--payload", """{"wp_id":"WP01","previous_status":"planned","new_status":"doing"}""", "--json"];

    private readonly CommandLine _line = new();

    public void Dispose() => _line.Dispose();

    [Theory]
    [InlineData(null)]
    [InlineData("1")]
    public async Task Emit_SeveralProcessesInAFreshHomeAtOnce_AllGetTheirOwnClockAndPlace(string? withoutLocksOfTheLibrary)
    {
        (await _line.RunAsync("init")).ShouldEnd(ExitCodes.Fine);
        var environment = new Dictionary<string, string?>(StringComparer.Ordinal) { ["DOTNET_SYSTEM_IO_DISABLEFILELOCKING"] = withoutLocksOfTheLibrary };

        var processes = Enumerable.Range(0, 8).Select(_ => CliProcess.Start(_line.Home, _line.WorkingDirectory, environment, Emit)).ToList();
        var clocks = new List<long>();
        foreach (var process in processes)
        {
            var output = await process.StandardOutput.ReadToEndAsync();
            var error = await process.StandardError.ReadToEndAsync();
            await process.WaitForExitAsync();
            process.ExitCode.ShouldBe(ExitCodes.Fine, error);
            process.Dispose();
            using var envelope = JsonDocument.Parse(output);
            clocks.Add(envelope.RootElement.GetProperty("lamport_clock").GetInt64());
        }

        clocks.Order().ShouldBe(Enumerable.Range(1, 8).Select(clock => (long)clock));
        (await PendingAsync()).ShouldBe(8);
    }

    [Fact]
    public async Task Emit_KilledTheMomentItAcknowledges_HasQueuedTheEvent()
    {
        (await _line.RunAsync("init")).ShouldEnd(ExitCodes.Fine);

        for (var round = 1; round <= 5; round++)
        {
            using var process = CliProcess.Start(_line.Home, _line.WorkingDirectory, Emit);
            (await process.StandardOutput.ReadLineAsync()).ShouldNotBeNull();
            process.Kill();
            await process.WaitForExitAsync();

            (await PendingAsync()).ShouldBe(round);
        }
    }

    private async Task<int> PendingAsync()
    {
        using var status = JsonDocument.Parse((await _line.RunAsync("sync", "status", "--json")).ShouldEnd(ExitCodes.Fine).Output);
        return status.RootElement.GetProperty("pending").GetInt32();
    }

    [Theory]
    [InlineData("emit WPStatusChanged --payload -")]
    [InlineData("events validate -")]
    [InlineData("auth login --server https://kitty.example --username ada --password-stdin")]
    public async Task Run_WithStandardInputClosed_SaysSoAndDoesNotWait(string words)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "a POSIX shell closes it");
        using var line = new CommandLine();
        (await line.RunAsync("init")).ShouldEnd(ExitCodes.Fine);
        var start = new System.Diagnostics.ProcessStartInfo("sh") { WorkingDirectory = line.WorkingDirectory, UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true };
        start.Environment["SPEC_KITTY_HOME"] = line.Home;
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add($"exec dotnet '{SourceTree.BuiltAssembly("SpecKitty.Cli", "spec-kitty")}' {words} <&-");

        using var process = System.Diagnostics.Process.Start(start)!;
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var error = await process.StandardError.ReadToEndAsync(patience.Token);
        await process.WaitForExitAsync(patience.Token);

        process.ExitCode.ShouldBe(ExitCodes.Misuse, error);
        error.ShouldContain("Standard input is closed");
    }
}
