using System.Diagnostics;
using System.Text.Json;
using SpecKitty.Cli.Tests.Support;

namespace SpecKitty.Cli.Tests.Manners;

public sealed class InterruptTests : IAsyncLifetime
{
    private readonly CommandLine _line = new();
    private RealServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await RealServer.StartAsync(("ada", "tea"));

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _line.Dispose();
    }

    [Theory]
    [InlineData(Signals.Interrupt)]
    [InlineData(Signals.Terminate)]
    public async Task Sync_InterruptedWhileTheServerIsSilent_EndsWith130AndLosesNothing(string signal)
    {
        (await _line.RunAsync("init", "--slug", "kitty")).ShouldEnd(ExitCodes.Fine);
        (await _line.RunAsync(["auth", "login", "--server", _server.Url, "--username", "ada", "--password-stdin"], RealServer.Password)).ShouldEnd(ExitCodes.Fine);
        (await _line.RunAsync("project", "link")).ShouldEnd(ExitCodes.Fine);
        (await _line.RunAsync("emit", "WPCreated", "--payload", """{"wp_id":"WP01","title":"Brew","feature_slug":"001-tea"}""")).ShouldEnd(ExitCodes.Fine);
        _server.Freeze();

        using (var sync = CliProcess.Start(_line.Home, _line.WorkingDirectory, "sync", "now"))
        {
            await ConnectedAsync(sync);
            Signals.Send(sync, signal);
            (await sync.StandardError.ReadToEndAsync()).ShouldContain("Interrupted.");
            await sync.WaitForExitAsync();
            sync.ExitCode.ShouldBe(ExitCodes.Interrupted);
        }

        _server.Thaw();
        using var status = JsonDocument.Parse((await _line.RunAsync("sync", "status", "--json")).ShouldEnd(ExitCodes.Fine).Output);
        status.RootElement.GetProperty("pending").GetInt32().ShouldBe(1);
        var again = await _line.RunAsync("sync", "now");
        again.ShouldEnd(ExitCodes.Fine).Output.ShouldContain("Failed: 0");
        (await _line.RunAsync("sync", "status")).ShouldEnd(ExitCodes.Fine).Output.ShouldContain("delivered  1 kept");
    }

    [Fact]
    public async Task Login_InterruptedWhileItReadsThePassword_EndsWith130AndStoresNothing()
    {
        using var login = CliProcess.Start(_line.Home, _line.WorkingDirectory, "auth", "login", "--server", _server.Url, "--username", "ada", "--password-stdin");
        await ReadsAsync(login);

        Signals.Send(login, Signals.Interrupt);

        (await login.StandardError.ReadToEndAsync()).ShouldContain("Interrupted.");
        await login.WaitForExitAsync();
        login.ExitCode.ShouldBe(ExitCodes.Interrupted);
        File.Exists(Path.Join(_line.Home, "credentials")).ShouldBeFalse();
    }

    /// <summary>Waits until the process has a connection to the server: its side of it stands in the system's table.</summary>
    private async Task ConnectedAsync(Process process)
    {
        var port = new Uri(_server.Url).Port.ToString("X4", System.Globalization.CultureInfo.InvariantCulture);
        await UntilAsync(process, () => File.ReadLines("/proc/net/tcp").Any(line => line.Contains($"0100007F:{port} 01", StringComparison.Ordinal)));
    }

    /// <summary>Waits until the command has begun to read: it does so on a worker, which starts after the signals are the program's own.</summary>
    private static Task ReadsAsync(Process process) => UntilAsync(process, () =>
        Directory.GetDirectories($"/proc/{process.Id}/task").Any(task => NameOf(task).StartsWith(".NET TP", StringComparison.Ordinal)));

    private static string NameOf(string task)
    {
        try
        {
            return File.ReadAllText(Path.Join(task, "comm"));
        }
        catch (IOException)
        {
            // The thread has ended since it was listed.
            return "";
        }
    }

    private static async Task UntilAsync(Process process, Func<bool> condition)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(90));
        while (!condition())
        {
            deadline.IsCancellationRequested.ShouldBeFalse("the process did not get so far");
            process.HasExited.ShouldBeFalse();
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }
}
