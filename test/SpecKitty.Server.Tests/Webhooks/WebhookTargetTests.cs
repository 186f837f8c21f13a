using System.Net;
using SpecKitty.Server.Storage;
using SpecKitty.Server.Tests.Hosting;
using SpecKitty.Server.Webhooks;

namespace SpecKitty.Server.Tests.Webhooks;

/// <summary>Where webhooks may go, whatever their addresses look like.</summary>
public sealed class WebhookTargetTests
{
    private const string Webhooks = "/api/v1/teams/tea/webhooks/";

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.255.255.254")]
    [InlineData("10.1.2.3")]
    [InlineData("172.16.0.1")]
    [InlineData("172.31.255.255")]
    [InlineData("192.168.1.1")]
    [InlineData("169.254.169.254")]
    [InlineData("100.64.0.1")]
    [InlineData("0.0.0.0")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("198.18.0.1")]
    [InlineData("::")]
    [InlineData("::1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("::ffff:169.254.169.254")]
    [InlineData("::127.0.0.1")]
    [InlineData("64:ff9b::7f00:1")]
    [InlineData("2002:7f00:1::1")]
    [InlineData("2001:0:4136:e378:8000:63bf:3fff:fdd2")]
    [InlineData("fe80::1")]
    [InlineData("fec0::1")]
    [InlineData("fd00:ec2::254")]
    [InlineData("ff02::1")]
    [InlineData("2001:db8::1")]
    public void Address_ThatIsNotPublic_IsReachedOnlyWhereItIsAllowed(string text)
    {
        var address = IPAddress.Parse(text);
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        var own = new IPNetwork(plain, plain.GetAddressBytes().Length * 8);

        WebhookAddresses.MayReach(address, isPlain: false, []).ShouldBeFalse();
        WebhookAddresses.MayReach(address, isPlain: true, []).ShouldBeFalse();
        WebhookAddresses.MayReach(address, isPlain: false, [own]).ShouldBeTrue();
        WebhookAddresses.MayReach(address, isPlain: true, [own]).ShouldBeTrue();
    }

    [Theory]
    [InlineData("1.1.1.1")]
    [InlineData("172.32.0.1")]
    [InlineData("100.128.0.1")]
    [InlineData("::ffff:8.8.8.8")]
    [InlineData("2606:4700:4700::1111")]
    [InlineData("2a00:1450:4001::1")]
    public void Address_ThatIsPublic_IsReachedButNotByPlainHttp(string text)
    {
        WebhookAddresses.MayReach(IPAddress.Parse(text), isPlain: false, []).ShouldBeTrue();
        WebhookAddresses.MayReach(IPAddress.Parse(text), isPlain: true, []).ShouldBeFalse();
        WebhookAddresses.MayReach(IPAddress.Parse(text), isPlain: true, [IPNetwork.Parse("10.0.0.0/8")]).ShouldBeFalse();
    }

    [Theory]
    [InlineData("http://hooks.example.org/", "https")]
    [InlineData("ftp://hooks.example.org/", "https address")]
    [InlineData("hooks.example.org", "https address")]
    [InlineData("https://ada:secret@hooks.example.org/", "user, password or fragment")]
    [InlineData("https://hooks.example.org/#part", "user, password or fragment")]
    [InlineData("https://127.0.0.1/", "public address")]
    [InlineData("https://2130706433/", "public address")]
    [InlineData("https://0x7f.1/", "public address")]
    [InlineData("https://[::1]/", "public address")]
    [InlineData("https://[::ffff:10.0.0.1]/", "public address")]
    [InlineData("https://169.254.169.254/latest/meta-data/", "public address")]
    public async Task Webhook_ToWhereItMustNotGo_IsRefusedWithTheRule(string url, string rule)
    {
        await using var server = await RunningServer.StartAsync();
        var token = await server.SignInNewAsync("ada", role: TeamRole.Admin);

        var refused = (await server.PostAsync(Webhooks, new { url }, token)).ShouldBe(HttpStatusCode.BadRequest);

        refused.Text("details")!.ShouldContain(rule);
        refused.Text("details")!.ShouldNotContain("secret");
    }

    [Fact]
    public async Task Webhook_ToANameThatLeadsToThisMachine_IsStoppedWhenItConnects()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var server = await RunningServer.StartAsync();
        var token = await server.SignInNewAsync("ada", role: TeamRole.Admin);
        var port = new Uri(receiver.Url).Port;
        var made = (await server.PostAsync(Webhooks, new { url = $"https://localhost:{port}/" }, token)).ShouldBe(HttpStatusCode.Created);

        var tried = await server.PostAsync($"{Webhooks}{made.Body.GetProperty("webhook").GetProperty("webhook_id").GetString()}/test/", "{}", token);

        tried.ShouldBe(HttpStatusCode.OK);
        tried.Body.GetProperty("delivered").GetBoolean().ShouldBeFalse();
        tried.Text("error").ShouldBe("The host has no public address, and none in webhooks.allowed_networks.");
        receiver.IsSilent.ShouldBeTrue();
    }

    [Fact]
    public async Task Webhook_ThatIsRedirected_IsNotFollowed()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var server = await RunningServer.StartAsync(adjust: WebhookReceiver.Allow);
        var token = await server.SignInNewAsync("ada", role: TeamRole.Admin);
        receiver.Answer = (_, context) =>
        {
            context.Response.Headers.Location = receiver.Url + "/elsewhere";
            return WebhookReceiver.Status(context, 307);
        };

        var tried = await TestAsync(server, token, receiver.Url);

        (tried.GetProperty("delivered").GetBoolean(), tried.GetProperty("status").GetInt32()).ShouldBe((false, 307));
        (await receiver.NextAsync()).Path.ShouldBe("/hook");
        receiver.IsSilent.ShouldBeTrue();
    }

    [Fact]
    public async Task Webhook_WhoseReceiverDoesNotAnswer_IsGivenUpInTime()
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var clock = new TimerClock();
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var server = await RunningServer.StartAsync(clock, adjust: options => WebhookReceiver.Allow(options) with { Webhooks = WebhookReceiver.Allow(options).Webhooks with { Timeout = options.Webhooks.Timeout } });
        var token = await server.SignInNewAsync("ada", role: TeamRole.Admin);
        receiver.Answer = async (_, context) =>
        {
            asked.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        };

        var trying = TestAsync(server, token, receiver.Url);
        await asked.Task.WaitAsync(TimeSpan.FromSeconds(120), TestContext.Current.CancellationToken);
        clock.Advance(TimeSpan.FromSeconds(10));
        var tried = await trying;

        tried.GetProperty("error").GetString().ShouldBe("The receiver did not answer within 10 seconds.");
        tried.GetProperty("milliseconds").GetInt64().ShouldBe(10_000);
    }

    [Fact]
    public async Task Webhook_Test_IsSignedAndHasNoEvents()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var server = await RunningServer.StartAsync(adjust: WebhookReceiver.Allow);
        var token = await server.SignInNewAsync("ada", role: TeamRole.Admin);

        var tried = await TestAsync(server, token, receiver.Url);
        var delivery = await receiver.NextAsync();

        (tried.GetProperty("delivered").GetBoolean(), tried.GetProperty("status").GetInt32()).ShouldBe((true, 204));
        delivery.Json.GetProperty("type").GetString().ShouldBe("test");
        delivery.Sequences.ShouldBeEmpty();
    }

    [Fact]
    public async Task Webhooks_AreForAdminsWhoSignedIn()
    {
        await using var server = await RunningServer.StartAsync();
        var admin = await server.SignInNewAsync("ada", role: TeamRole.Admin);
        var member = await server.SignInNewAsync("bob");
        var stranger = await server.SignInNewAsync("eve", "coffee", TeamRole.Admin);
        var token = (await server.PostAsync("/api/v1/tokens/", new { name = "ci" }, admin)).Text("token");
        var foreign = Guid.NewGuid();
        await server.PostBatchAsync(stranger, TestEvents.Moved(foreign));
        var made = await server.PostAsync(Webhooks, new { url = "https://hooks.example.org/" }, admin);
        var id = made.Body.GetProperty("webhook").GetProperty("webhook_id").GetString();

        foreach (var (who, status) in new[] { (member, HttpStatusCode.Forbidden), (stranger, HttpStatusCode.NotFound), (token, HttpStatusCode.Forbidden) })
        {
            (await server.PostAsync(Webhooks, new { url = "https://hooks.example.org/" }, who)).ShouldBe(status);
            (await server.GetAsync(Webhooks, who)).ShouldBe(status);
            (await server.GetAsync($"{Webhooks}{id}/", who)).ShouldBe(status);
            (await server.DeleteAsync($"{Webhooks}{id}/", who)).ShouldBe(status);
            (await server.PostAsync($"{Webhooks}{id}/test/", "{}", who)).ShouldBe(status);
            (await server.GetAsync($"{Webhooks}{id}/dead/", who)).ShouldBe(status);
        }

        (await server.GetAsync($"/api/v1/teams/coffee/webhooks/{id}/", stranger)).ShouldBe(HttpStatusCode.NotFound);
        (await server.PostAsync(Webhooks, new { url = "https://hooks.example.org/", project_uuid = foreign }, admin)).ShouldBe(HttpStatusCode.NotFound);
        (await server.PostAsync(Webhooks, new { url = "https://hooks.example.org/", event_types = new[] { "no type" } }, admin)).ShouldBe(HttpStatusCode.BadRequest);
        var listed = await server.GetAsync(Webhooks, admin);
        listed.Body.ToString().ShouldNotContain(made.Text("secret")!);
        listed.Body.GetProperty("webhooks")[0].GetProperty("webhook_id").GetString().ShouldBe(id);
    }

    [Theory]
    [InlineData("WPStatusChangd", "'WPStatusChangd'", "did you mean 'WPStatusChanged'?")]
    [InlineData("commentposted", "'commentposted'", "did you mean 'CommentPosted'?")]
    [InlineData("Lighthouse", "'Lighthouse'", "COMPATIBILITY.md lists the types")]
    public async Task Webhook_OfATypeThatNoEventHas_IsRejectedWithTheTypeAndTheNearest(string type, string named, string remedy)
    {
        await using var server = await RunningServer.StartAsync();
        var admin = await server.SignInNewAsync("ada", role: TeamRole.Admin);

        var answer = (await server.PostAsync(Webhooks, new { url = "https://hooks.example.org/", event_types = new[] { "CommentPosted", type } }, admin)).ShouldBe(HttpStatusCode.BadRequest);

        answer.Text("details")!.ShouldContain(named);
        answer.Text("details")!.ShouldContain(remedy);
        (await server.GetAsync(Webhooks, admin)).Body.GetProperty("webhooks").GetArrayLength().ShouldBe(0);
    }

    private static async Task<System.Text.Json.JsonElement> TestAsync(RunningServer server, string token, string url)
    {
        var made = (await server.PostAsync(Webhooks, new { url }, token)).ShouldBe(HttpStatusCode.Created);
        return (await server.PostAsync($"{Webhooks}{made.Body.GetProperty("webhook").GetProperty("webhook_id").GetString()}/test/", "{}", token)).ShouldBe(HttpStatusCode.OK).Body;
    }
}
