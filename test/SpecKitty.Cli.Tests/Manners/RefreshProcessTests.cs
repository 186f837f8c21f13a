using System.Text.Json;
using SpecKitty.Cli.Tests.Support;

namespace SpecKitty.Cli.Tests.Manners;

public sealed class RefreshProcessTests : IAsyncLifetime
{
    private const int Processes = 50;

    private readonly CommandLine _line = new();
    private RealServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await RealServer.StartAsync(("ada", "tea"));

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _line.Dispose();
    }

    [Fact]
    public async Task FiftyProcesses_WhenTheTokenHasEnded_MakeOneRefreshAndAllGoOn()
    {
        (await _line.RunAsync(["auth", "login", "--server", _server.Url, "--username", "ada", "--password-stdin"], RealServer.Password)).ShouldEnd(ExitCodes.Fine);
        await StoredSignIn.ExpireAccessAsync(_line.Home);

        var processes = Enumerable.Range(0, Processes).Select(_ => CliProcess.Start(_line.Home, _line.WorkingDirectory, "auth", "whoami", "--json")).ToList();
        foreach (var process in processes)
        {
            var error = process.StandardError.ReadToEndAsync();
            var output = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            process.ExitCode.ShouldBe(ExitCodes.Fine, await error);
            process.Dispose();
            using var me = JsonDocument.Parse(output);
            me.RootElement.GetProperty("username").GetString().ShouldBe("ada");
        }

        (await _line.RunAsync("auth", "whoami")).ShouldEnd(ExitCodes.Fine);
        await LoggedAsync("/api/v1/me/", Processes + 1);
        RequestsTo("/api/v1/token/refresh/").ShouldBe(1);

        // And once more, which the tokens of the one refresh must allow.
        await StoredSignIn.ExpireAccessAsync(_line.Home);
        (await _line.RunAsync("auth", "whoami")).ShouldEnd(ExitCodes.Fine);
        await LoggedAsync("/api/v1/me/", Processes + 2);
        RequestsTo("/api/v1/token/refresh/").ShouldBe(2);
    }

    /// <summary>The server writes the line of a request after it has answered.</summary>
    private async Task LoggedAsync(string route, int count)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(90));
        while (RequestsTo(route) < count && !deadline.IsCancellationRequested)
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        RequestsTo(route).ShouldBe(count);
    }

    private int RequestsTo(string route) => _server.Log.Count(line => line.Contains($" {route} ", StringComparison.Ordinal));
}
