using System.Net;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using SpecKitty.Server.Api;
using SpecKitty.Server.Dashboard.Visiting;
using SpecKitty.Server.Tests.Hosting;

namespace SpecKitty.Server.Tests.Dashboard;

/// <summary>What holds for every page, whichever there are.</summary>
public sealed class PageAccessTests
{
    private const string Nothing = "00000000-0000-4000-8000-000000000000";

    // What these do to a visitor's session, a second tab that was opened before the session may do as well.
    private static readonly string[] WithoutToken = ["POST /sign-in/", "POST /appearance/", "POST /demo/enter/"];

    private static readonly string[] Open = ["GET /", "GET /sign-in/", "POST /sign-in/", "POST /sign-out/", "POST /appearance/", "POST /demo/enter/"];

    [Fact]
    public async Task EveryPage_WithoutASignIn_ShowsTheWayToIt()
    {
        await using var server = await RunningServer.StartAsync();
        using var browser = new TestBrowser(server);
        var pages = Pages(server).ToList();
        pages.Where(page => !page.Access.NeedsSignIn).Select(page => $"{page.Method} {page.Pattern}").ShouldBeSubsetOf(Open);

        foreach (var (method, pattern, _) in pages.Where(page => page.Access.NeedsSignIn))
        {
            var path = Fill(pattern);
            using var response = method == "GET" ? (await browser.OpenAsync(path)).Response : await browser.PostAsync(path, []);
            response.StatusCode.ShouldBe(HttpStatusCode.SeeOther, pattern);
            response.Headers.Location!.ToString().ShouldBe($"/sign-in/?next={Uri.EscapeDataString(method == "GET" ? path : "/")}");
        }
    }

    [Fact]
    public async Task EveryForm_WithoutItsToken_IsNotTaken()
    {
        await using var server = await RunningServer.StartAsync();
        await server.AddUserAsync("ada");
        using var browser = new TestBrowser(server);
        await browser.SignInAsync("ada");

        var forms = Pages(server).Where(page => page.Method == "POST").Select(page => $"{page.Method} {page.Pattern}").ToList();
        WithoutToken.ShouldBeSubsetOf(forms);
        foreach (var pattern in forms.Except(WithoutToken).Select(form => form.Split(' ')[1]))
        {
            (await browser.PostAsync(Fill(pattern), [])).StatusCode.ShouldBe(HttpStatusCode.Forbidden, pattern);
            (await browser.PostAsync(Fill(pattern), [("form_token", "x")])).StatusCode.ShouldBe(HttpStatusCode.Forbidden, pattern);
        }
    }

    [Fact]
    public async Task EveryForm_FromAnotherSite_IsNotTaken()
    {
        await using var server = await RunningServer.StartAsync();
        await server.AddUserAsync("ada");
        using var browser = new TestBrowser(server);
        await browser.SignInAsync("ada");
        var token = TestBrowser.FormTokenOf(await browser.ReadAsync("/missions/"));

        foreach (var (_, pattern, _) in Pages(server).Where(page => page.Method == "POST"))
        {
            var answer = await browser.PostAsync(Fill(pattern), [("form_token", token), ("content", "From elsewhere")], "cross-site");
            answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden, pattern);
            (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldNotContain("From elsewhere", Case.Sensitive, pattern);
        }
    }

    [Fact]
    public async Task AddressOfAForm_Opened_IsAPageToAPersonAndJsonToAProgram()
    {
        await using var server = await RunningServer.StartAsync();
        await server.AddUserAsync("ada");
        using var browser = new TestBrowser(server);
        await browser.SignInAsync("ada");

        foreach (var path in new[] { "/sign-out/", "/appearance/", "/demo/enter/", "/admin/teams/tea/members/" })
        {
            var (response, html) = await browser.OpenAsync(path);
            response.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed, path);
            response.Content.Headers.Allow.ShouldBe(["POST"]);
            html.ShouldContain("There is nothing to see here");
        }

        (await server.GetAsync("/sign-out/")).ShouldBe(HttpStatusCode.MethodNotAllowed);
    }

    [Fact]
    public async Task EveryPage_IsNoRouteOfTheApi()
    {
        await using var server = await RunningServer.StartAsync();

        foreach (var (_, pattern, _) in Pages(server))
        {
            pattern.ShouldNotStartWith("/api/");
        }

        foreach (var route in Routes(server).Where(route => route.Metadata.GetMetadata<PageAccess>() is not null))
        {
            route.Metadata.GetMetadata<BearerRequired>().ShouldBeNull(route.RoutePattern.RawText);
        }
    }

    [Fact]
    public async Task UnknownAddress_ToAPersonIsAPageAndToAProgramJson()
    {
        await using var server = await RunningServer.StartAsync();
        using var browser = new TestBrowser(server);

        var (response, html) = await browser.OpenAsync("/nowhere/");

        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        html.ShouldContain("There is nothing here");
        (await server.GetAsync("/nowhere/")).ShouldBe(HttpStatusCode.NotFound);
        (await browser.OpenAsync("/api/v1/nowhere/")).Html.ShouldStartWith("{");
    }

    private static IEnumerable<(string Method, string Pattern, PageAccess Access)> Pages(RunningServer server)
        => Routes(server).SelectMany(route => route.Metadata.GetMetadata<PageAccess>() is { } access
            ? (route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? []).Select(method => (method, route.RoutePattern.RawText!, access))
            : []);

    private static IEnumerable<RouteEndpoint> Routes(RunningServer server)
        => server.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>();

    private static string Fill(string pattern) => System.Text.RegularExpressions.Regex.Replace(pattern, @"\{[^}]+\}", Nothing, System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1));
}
