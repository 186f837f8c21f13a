using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using SpecKitty.Server.Tests.Hosting;

namespace SpecKitty.Server.Tests.Api;

public sealed class PlainHttpTests
{
    private static readonly string Credentials = JsonSerializer.Serialize(new { username = "ada", password = RunningServer.Password });

    public static TheoryData<string, string> Guarded => new()
    {
        { "POST", "/api/v1/token/" },
        { "POST", "/api/v1/token/refresh/" },
        { "POST", "/api/v1/events/batch/" },
        { "GET", "/api/v1/missions/" },
    };

    [Theory]
    [MemberData(nameof(Guarded))]
    public async Task PlainHttp_FromAnotherAddress_IsRefusedBeforeCredentialsAreLookedAt(string method, string path)
    {
        await using var server = await RunningServer.StartAsync(adjust: options => options with { Urls = "http://0.0.0.0:0" });
        var token = await server.SignInNewAsync("ada");
        using var http = Client(server);
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Headers = { { "Authorization", $"Bearer {token}" } } };
        if (method == "POST")
        {
            request.Content = new StringContent(Credentials, Encoding.UTF8, "application/json");
        }

        var answer = await http.SendAsync(request);

        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        var body = JsonSerializer.Deserialize<JsonElement>(await answer.Content.ReadAsStringAsync());
        body.GetProperty("error").GetString().ShouldBe("HTTPS required");
        body.GetProperty("details").GetString()!.ShouldContain("server.allow_plain_http");
        body.TryGetProperty("access", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task PlainHttp_FromAnotherAddress_StillShowsHealth()
    {
        await using var server = await RunningServer.StartAsync(new QuietClock(), adjust: options => options with { Urls = "http://0.0.0.0:0" });
        using var http = Client(server);

        (await http.GetAsync("/healthz")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await http.GetAsync("/readyz")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await http.GetAsync("/nowhere")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task PlainHttp_OfAPersonFromAnotherAddress_IsRefusedByAPageWithItsStyle()
    {
        await using var server = await RunningServer.StartAsync(demo: true, adjust: options => options with { Urls = "http://0.0.0.0:0" });
        using var http = Client(server);
        foreach (var (method, path) in new[] { (HttpMethod.Get, "/"), (HttpMethod.Get, "/missions/"), (HttpMethod.Post, "/sign-in/") })
        {
            using var request = new HttpRequestMessage(method, path) { Headers = { { "Accept", "text/html,application/xhtml+xml" } } };

            var answer = await http.SendAsync(request);

            answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
            answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
            var html = await answer.Content.ReadAsStringAsync();
            html.ShouldContain("<h1>Pages need https</h1>");
            html.ShouldNotContain("data-stream");
        }

        (await http.GetAsync("/assets/tokens.css")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await http.GetAsync("/missions/")).Content.Headers.ContentType!.MediaType.ShouldBe("application/json");
    }

    [Fact]
    public async Task PlainHttp_ThatIsAllowed_IsServed()
    {
        await using var server = await RunningServer.StartAsync(adjust: options => options with { Urls = "http://0.0.0.0:0", AllowPlainHttp = true });
        await server.AddUserAsync("ada");
        using var http = Client(server);

        (await http.PostAsync("/api/v1/token/", new StringContent(Credentials, Encoding.UTF8, "application/json"))).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("127.0.0.0/8", "203.0.113.7", "http", HttpStatusCode.Forbidden)]
    [InlineData("127.0.0.0/8", "203.0.113.7", null, HttpStatusCode.Forbidden)]
    [InlineData("127.0.0.0/8", "203.0.113.7", "https", HttpStatusCode.OK)]
    [InlineData("127.0.0.0/8", "127.0.0.1", "http", HttpStatusCode.OK)]
    [InlineData("192.0.2.200", "203.0.113.7", "http", HttpStatusCode.OK)]
    public async Task ForwardedHeaders_OfATrustedProxyOnly_SayWhereARequestComesFrom(string trusted, string client, string? scheme, HttpStatusCode expected)
    {
        var network = IPNetwork.TryParse(trusted, out var range) ? range : new IPNetwork(IPAddress.Parse(trusted), 32);
        await using var server = await RunningServer.StartAsync(adjust: options => options with { TrustedProxies = [network] });
        await server.AddUserAsync("ada");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/token/") { Content = new StringContent(Credentials, Encoding.UTF8, "application/json") };
        request.Headers.Add("X-Forwarded-For", client);
        if (scheme is not null)
        {
            request.Headers.Add("X-Forwarded-Proto", scheme);
        }

        (await server.Http.SendAsync(request)).StatusCode.ShouldBe(expected);
    }

    [Fact]
    public async Task Https_WithACertificate_IsServedToOtherAddresses()
    {
        var folder = Directory.CreateTempSubdirectory("speckitty-tls-").FullName;
        try
        {
            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            var names = new SubjectAlternativeNameBuilder();
            names.AddIpAddress(OwnAddress());
            var wanted = new CertificateRequest("CN=speckitty.test", key, HashAlgorithmName.SHA256) { CertificateExtensions = { names.Build() } };
            using var certificate = wanted.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
            var (certificateFile, keyFile) = (Path.Combine(folder, "cert.pem"), Path.Combine(folder, "key.pem"));
            await File.WriteAllTextAsync(certificateFile, certificate.ExportCertificatePem());
            await File.WriteAllTextAsync(keyFile, key.ExportPkcs8PrivateKeyPem());
            await using var server = await RunningServer.StartAsync(adjust: options => options with { Urls = "https://0.0.0.0:0", Certificate = certificateFile, CertificateKey = keyFile });
            await server.AddUserAsync("ada");
            var trust = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, CustomTrustStore = { certificate }, RevocationMode = X509RevocationMode.NoCheck };
            using var handler = new SocketsHttpHandler { SslOptions = { CertificateChainPolicy = trust } };
            using var http = new HttpClient(handler) { BaseAddress = Address(server) };

            (await http.PostAsync("/api/v1/token/", new StringContent(Credentials, Encoding.UTF8, "application/json"))).StatusCode.ShouldBe(HttpStatusCode.OK);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static HttpClient Client(RunningServer server) => new() { BaseAddress = Address(server) };

    private static Uri Address(RunningServer server)
    {
        var listened = server.Http.BaseAddress!;
        return new UriBuilder(listened) { Host = OwnAddress().ToString() }.Uri;
    }

    private static IPAddress OwnAddress() => NetworkInterface.GetAllNetworkInterfaces()
        .Where(network => network.OperationalStatus == OperationalStatus.Up)
        .SelectMany(network => network.GetIPProperties().UnicastAddresses)
        .Select(entry => entry.Address)
        .First(address => address.AddressFamily == AddressFamily.InterNetwork && !IPAddress.IsLoopback(address));
}
