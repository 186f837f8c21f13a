using System.Net;
using System.Text.RegularExpressions;
using SpecKitty.Server.Storage;
using SpecKitty.Server.Tests.Hosting;

namespace SpecKitty.Server.Tests.Dashboard;

public sealed partial class TokenPageTests
{
    private readonly MovableClock _clock = new();

    [Fact]
    public async Task Create_ShowsTheSecretOnceAndItWorks()
    {
        await using var server = await RunningServer.StartAsync(_clock);
        var access = await server.SignInNewAsync("ada");
        using var browser = await SignInAsync(server, "ada");
        var form = TestBrowser.FormTokenOf(await browser.ReadAsync("/tokens/"));

        var answer = await browser.PostAsync("/tokens/", [("form_token", form), ("name", "build"), ("rights", "read"), ("days", "7")]);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
        var secret = Secret().Match(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Groups["secret"].Value;
        var me = (await server.GetAsync("/api/v1/me/", secret)).ShouldBe(HttpStatusCode.OK);
        me.Body.GetProperty("rights").EnumerateArray().Select(right => right.GetString()).ShouldBe(["read"]);
        var page = await browser.ReadAsync("/tokens/");
        page.ShouldNotContain(secret);
        page.ShouldContain("<bdi>build</bdi>");
        page.ShouldContain("datetime=\"2026-02-22T10:00:00.000Z\"");
        var listed = (await server.GetAsync("/api/v1/tokens/", access)).Body.GetProperty("tokens").EnumerateArray().ShouldHaveSingleItem();
        listed.GetProperty("name").GetString().ShouldBe("build");
    }

    [Fact]
    public async Task Revoke_EndsTheTokenAtOnce()
    {
        await using var server = await RunningServer.StartAsync(_clock);
        var access = await server.SignInNewAsync("ada");
        var made = await server.PostAsync("/api/v1/tokens/", new { name = "build" }, access);
        using var browser = await SignInAsync(server, "ada");
        var form = TestBrowser.FormTokenOf(await browser.ReadAsync("/tokens/"));

        var answer = await browser.PostAsync($"/tokens/{made.Text("token_id")}/revoke/", [("form_token", form)]);

        answer.Headers.Location!.ToString().ShouldBe("/tokens/");
        (await server.GetAsync("/api/v1/me/", made.Text("token"))).ShouldBe(HttpStatusCode.Unauthorized);
        (await browser.PostAsync($"/tokens/{made.Text("token_id")}/revoke/", [("form_token", form)])).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Tokens_OfOthers_AreNeitherShownNorRevoked()
    {
        await using var server = await RunningServer.StartAsync(_clock);
        var made = await server.PostAsync("/api/v1/tokens/", new { name = "of-ada" }, await server.SignInNewAsync("ada"));
        await server.AddUserAsync("root", role: TeamRole.Admin);
        using var browser = await SignInAsync(server, "root");
        var html = await browser.ReadAsync("/tokens/");

        html.ShouldNotContain("of-ada");
        (await browser.PostAsync($"/tokens/{made.Text("token_id")}/revoke/", [("form_token", TestBrowser.FormTokenOf(html))])).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await server.GetAsync("/api/v1/me/", made.Text("token"))).ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("", "read", "7", HttpStatusCode.BadRequest, "name must be")]
    [InlineData("build", "", "7", HttpStatusCode.BadRequest, "rights must be")]
    [InlineData("build", "account", "7", HttpStatusCode.BadRequest, "rights must be")]
    [InlineData("build", "import", "7", HttpStatusCode.Forbidden, "only by an admin")]
    [InlineData("build", "read", "0", HttpStatusCode.BadRequest, "1 to 366 days")]
    [InlineData("build", "read", "367", HttpStatusCode.BadRequest, "1 to 366 days")]
    [InlineData("build", "read", "many", HttpStatusCode.BadRequest, "1 to 366 days")]
    public async Task Create_OfWhatCannotBe_SaysWhy(string name, string right, string days, HttpStatusCode status, string sentence)
    {
        await using var server = await RunningServer.StartAsync(_clock);
        var access = await server.SignInNewAsync("ada");
        using var browser = await SignInAsync(server, "ada");
        var form = TestBrowser.FormTokenOf(await browser.ReadAsync("/tokens/"));

        var answer = await browser.PostAsync("/tokens/", [("form_token", form), ("name", name), ("rights", right), ("days", days)]);

        answer.StatusCode.ShouldBe(status);
        (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain(sentence);
        (await server.GetAsync("/api/v1/tokens/", access)).Body.GetProperty("tokens").GetArrayLength().ShouldBe(0);
    }

    private static async Task<TestBrowser> SignInAsync(RunningServer server, string name)
    {
        var browser = new TestBrowser(server);
        (await browser.SignInAsync(name)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        return browser;
    }

    [GeneratedRegex("<pre id=\"secret\"[^>]*><code>(?<secret>[^<]+)</code>", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Secret();
}
