using System.Net;
using System.Net.Sockets;
using SpecKitty.Cli.Tests.Support;

namespace SpecKitty.Cli.Tests.Manners;

public sealed class ProxyProcessTests : IAsyncDisposable
{
    private readonly CommandLine _line = new();
    private readonly EchoingServer _server = new();

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _line.Dispose();
    }

    [Fact]
    public async Task Login_AtAServerOnThisMachineWithAProxyInTheEnvironment_DoesNotConnectToTheProxy()
    {
        using var proxy = new TcpListener(IPAddress.Loopback, 0);
        proxy.Start();
        var address = $"http://{proxy.LocalEndpoint}";
        var environment = new Dictionary<string, string?>(StringComparer.Ordinal) { ["http_proxy"] = address, ["https_proxy"] = address, ["all_proxy"] = address, ["no_proxy"] = null, ["NO_PROXY"] = null };

        using var login = CliProcess.Start(_line.Home, _line.WorkingDirectory, environment, "auth", "login", "--server", _server.Url, "--username", "ada", "--password-stdin");
        await login.StandardInput.WriteAsync("hunter2");
        login.StandardInput.Close();
        var ended = login.WaitForExitAsync(TestContext.Current.CancellationToken);
        var asked = proxy.AcceptTcpClientAsync(TestContext.Current.CancellationToken).AsTask();

        (await Task.WhenAny(ended, asked)).ShouldBe(ended);
        login.ExitCode.ShouldBe(ExitCodes.Fine, await login.StandardError.ReadToEndAsync());
        proxy.Stop();
        await Should.ThrowAsync<Exception>(() => asked);
    }
}
