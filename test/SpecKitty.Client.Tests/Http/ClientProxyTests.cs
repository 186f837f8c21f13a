using SpecKitty.Client.Http;
using SpecKitty.Client.Tests.Support;

namespace SpecKitty.Client.Tests.Http;

public sealed class ClientProxyTests
{
    [Theory]
    [InlineData("http://127.0.0.1:5999")]
    [InlineData("http://127.8.9.10")]
    [InlineData("http://[::1]:5999")]
    [InlineData("https://[::ffff:127.0.0.1]")]
    [InlineData("https://localhost")]
    [InlineData("https://LOCALHOST.")]
    [InlineData("https://kitty.localhost:8443")]
    [InlineData("http://kitty.example")]
    public void GetProxy_ThisMachineOrPlainHttp_IsDirectWhateverTheEnvironmentSays(string address) =>
        Proxy(("http_proxy", "http://p:1"), ("https_proxy", "http://p:1"), ("all_proxy", "http://p:1"), ("HTTP_PROXY", "http://p:1"), ("HTTPS_PROXY", "http://p:1"), ("ALL_PROXY", "http://p:1"))
            .GetProxy(new Uri(address)).ShouldBeNull();

    [Theory]
    [InlineData("https_proxy", "http://proxy.example:3128", "http://proxy.example:3128/")]
    [InlineData("HTTPS_PROXY", "proxy.example:3128", "http://proxy.example:3128/")]
    [InlineData("all_proxy", "socks5h://proxy.example:1080", "socks5://proxy.example:1080/")]
    [InlineData("ALL_PROXY", " https://proxy.example ", "https://proxy.example/")]
    [InlineData("https_proxy", "http://ada:p%40ss@proxy.example:3128", "http://proxy.example:3128/")]
    public void GetProxy_Https_IsTheProxyOfTheEnvironment(string name, string value, string expected) =>
        Proxy((name, value)).GetProxy(new Uri("https://kitty.example"))!.AbsoluteUri.ShouldBe(expected);

    [Fact]
    public void GetProxy_LowerCaseBesideUpperCase_IsTheLowerCase() =>
        Proxy(("https_proxy", "http://a:1"), ("HTTPS_PROXY", "http://b:1")).GetProxy(new Uri("https://kitty.example"))!.Host.ShouldBe("a");

    [Fact]
    public void GetProxy_VariableSetToNothing_IsDirect() =>
        Proxy(("https_proxy", ""), ("all_proxy", "http://b:1")).GetProxy(new Uri("https://kitty.example")).ShouldBeNull();

    [Theory]
    [InlineData("no_proxy")]
    [InlineData("NO_PROXY")]
    public void GetProxy_AHostThatIsLeftOut_IsDirect(string name) =>
        Proxy(("https_proxy", "http://a:1"), (name, ".example")).GetProxy(new Uri("https://kitty.example")).ShouldBeNull();

    [Theory]
    [InlineData("ftp://ada:hunter2@proxy")]
    [InlineData("http://")]
    [InlineData("http://ada:hunter2@:x")]
    public void New_AVariableThatIsNoAddress_IsRefusedWithoutRepeatingIt(string value)
    {
        var refusal = Should.Throw<ClientException>(() => Proxy(("https_proxy", value)));

        refusal.Failure.ShouldBe(ClientFailure.Misuse);
        refusal.Message.ShouldContain("https_proxy");
        refusal.ToString().ShouldNotContain("hunter2");
    }

    [Fact]
    public async Task Channel_HttpsThroughAProxy_TunnelsAndShowsTheProxyNoToken()
    {
        await using var proxy = new RecordingProxy();
        using var channel = Channel("https://kitty.example", ("https_proxy", $"http://ada:hunter2@{proxy.Authority}"));

        var failure = await Should.ThrowAsync<ClientException>(() => channel.SendAsync(Call(), CancellationToken.None));

        failure.Remedy.ShouldContain(proxy.Authority);
        failure.ToString().ShouldNotContain("hunter2");
        proxy.Heads.ShouldNotBeEmpty();
        proxy.Heads.ShouldAllBe(head => head.StartsWith("CONNECT kitty.example:443 ", StringComparison.Ordinal));
        proxy.Heads.ShouldAllBe(head => !head.Contains("t0ken", StringComparison.Ordinal));
        proxy.Heads.ShouldContain(head => head.Contains("Proxy-Authorization: Basic YWRhOmh1bnRlcjI=", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    public async Task Channel_AServerOnThisMachine_IsReachedWithoutTheProxy(string host)
    {
        await using var proxy = new RecordingProxy();
        await using var server = await ContractListener.StartAsync();
        using var channel = Channel($"http://{host}:{server.Address.Port}", ("http_proxy", $"http://{proxy.Authority}"), ("all_proxy", $"http://{proxy.Authority}"));

        await channel.SendAsync(Call(), CancellationToken.None);

        server.Requests.Count.ShouldBe(1);
        proxy.Heads.ShouldBeEmpty();
    }

    [Fact]
    public void Channel_PlainHttpToAnotherMachine_IsRefused() =>
        Should.Throw<ClientException>(() => Channel("http://kitty.example")).Failure.ShouldBe(ClientFailure.Misuse);

    private static ServerCall Call() => new(HttpMethod.Get, "api/v1/me/") { AccessToken = "t0ken" };

    private static ServerChannel Channel(string server, params (string Name, string Value)[] variables) => new(
        new Uri(server),
        new ServerChannelOptions { FirstPause = TimeSpan.Zero, LongestPause = TimeSpan.FromMilliseconds(1), Environment = Reader(variables) },
        TimeProvider.System);

    private static ClientProxy Proxy(params (string Name, string Value)[] variables) => new(Reader(variables));

    private static Func<string, string?> Reader((string Name, string Value)[] variables) =>
        variables.ToDictionary(one => one.Name, one => one.Value, StringComparer.Ordinal).GetValueOrDefault!;
}
