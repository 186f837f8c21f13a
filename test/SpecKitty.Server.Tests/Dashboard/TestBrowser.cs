using System.Net;
using System.Text.RegularExpressions;
using SpecKitty.Server.Tests.Hosting;

namespace SpecKitty.Server.Tests.Dashboard;

/// <summary>A browser without script: it keeps cookies, follows nothing by itself, and says which site its forms come from.</summary>
internal sealed partial class TestBrowser : IDisposable
{
    private readonly HttpClient _http;

    public TestBrowser(RunningServer server)
    {
        Cookies = new CookieContainer();
        _http = new HttpClient(new HttpClientHandler { CookieContainer = Cookies, AllowAutoRedirect = false }) { BaseAddress = server.Http.BaseAddress };
    }

    public CookieContainer Cookies { get; }

    /// <summary>Opens a page; its forms are what <see cref="PostAsync"/> sends afterwards.</summary>
    public async Task<(HttpResponseMessage Response, string Html)> OpenAsync(string path, string accept = "text/html")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Accept.ParseAdd(accept);
        var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        return (response, accept == "text/html" ? await response.Content.ReadAsStringAsync() : "");
    }

    /// <summary>The page that an address shows.</summary>
    public async Task<string> ReadAsync(string path)
    {
        var (response, html) = await OpenAsync(path);
        response.StatusCode.ShouldBe(HttpStatusCode.OK, path);
        return html;
    }

    /// <summary>Sends a form.</summary>
    /// <param name="path">Where to.</param>
    /// <param name="fields">What it holds.</param>
    /// <param name="site">Which site it comes from, as browsers say it; null for a browser that does not.</param>
    /// <param name="origin">The origin that it comes from.</param>
    public async Task<HttpResponseMessage> PostAsync(string path, IEnumerable<(string Name, string Value)> fields, string? site = "same-origin", string? origin = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))) };
        request.Headers.Accept.ParseAdd("text/html");
        if (site is not null)
        {
            request.Headers.Add("Sec-Fetch-Site", site);
        }

        if (origin is not null)
        {
            request.Headers.Add("Origin", origin);
        }

        return await _http.SendAsync(request);
    }

    /// <summary>Sends whatever a test has made, as from a page of the server.</summary>
    public async Task<(HttpResponseMessage Response, string Html)> SendAsync(HttpRequestMessage request)
    {
        request.Headers.Accept.ParseAdd("text/html");
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        var response = await _http.SendAsync(request);
        return (response, await response.Content.ReadAsStringAsync());
    }

    /// <summary>Signs in through the form.</summary>
    public async Task<HttpResponseMessage> SignInAsync(string name, string password = RunningServer.Password, string next = "/missions/")
        => await PostAsync("/sign-in/", [("username", name), ("password", password), ("next", next)]);

    /// <summary>The form token that a page gives.</summary>
    public static string FormTokenOf(string html) => FormToken().Match(html).Groups["token"].Value;

    public void Dispose() => _http.Dispose();

    [GeneratedRegex("name=\"form_token\" value=\"(?<token>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex FormToken();
}
