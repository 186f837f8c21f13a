using System.Net;
using SpecKitty.Server.Commands;
using SpecKitty.Server.Tests.Commands;

namespace SpecKitty.Server.Tests.Hosting;

/// <summary>Forwarded headers, and the log of a server whose proxy is not configured.</summary>
public sealed class UntrustedProxyTests : IDisposable
{
    private const string Warning = "server.trusted_proxies does not list that address";

    private readonly string _folder = Directory.CreateTempSubdirectory("speckitty-proxy-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("", 1)]
    [InlineData("10.0.0.0/8", 1)]
    [InlineData("127.0.0.0/8", 0)]
    public async Task ForwardedHeaders_FromAProxy_AreLoggedOnceUnlessItIsTrusted(string trusted, int expected)
    {
        string[] settings = trusted.Length == 0 ? [] : ["--set", $"server.trusted_proxies={trusted}"];
        await using var server = ServerProcess.Start(["--data", _folder, "--urls", "http://127.0.0.1:0", .. settings]);
        using (var http = new HttpClient { BaseAddress = await server.AddressAsync() })
        {
            http.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.5");
            for (var request = 0; request < 3; request++)
            {
                (await http.GetAsync("/healthz", TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.OK);
            }
        }

        server.Terminate();
        (await server.WaitAsync()).ShouldBe(ExitCodes.Fine, server.Errors);
        server.Errors.Split(Warning).Length.ShouldBe(expected + 1, server.Errors);
        server.Errors.ShouldNotContain("203.0.113.5");
        if (expected > 0)
        {
            server.Errors.ShouldContain("X-Forwarded-For from 127.0.0.1 is ignored");
        }
    }
}
