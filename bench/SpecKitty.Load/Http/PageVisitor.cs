using System.Net;
using SpecKitty.Load.Servers;

namespace SpecKitty.Load.Http;

/// <summary>A signed-in user who opens pages.</summary>
internal sealed class PageVisitor : IDisposable
{
    private readonly HttpClient _http;

    private PageVisitor(HttpClient http) => _http = http;

    /// <summary>Signs in to the pages.</summary>
    public static async Task<PageVisitor> SignInAsync(Uri server)
    {
        var http = new HttpClient(new SocketsHttpHandler { CookieContainer = new CookieContainer(), AllowAutoRedirect = false }) { BaseAddress = server, Timeout = TimeSpan.FromMinutes(10) };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/sign-in/")
        {
            Content = new FormUrlEncodedContent([new("username", ServerUnderLoad.Username), new("password", ServerUnderLoad.Password), new("next", "/")]),
        };
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        using var answer = await http.SendAsync(request);
        return (int)answer.StatusCode is 302 or 303 ? new PageVisitor(http) : throw new InvalidOperationException($"The sign-in of the pages answered {(int)answer.StatusCode}.");
    }

    /// <summary>Opens a page.</summary>
    /// <returns>How many bytes it has.</returns>
    public async Task<int> OpenAsync(string path)
    {
        using var answer = await _http.GetAsync(new Uri(path, UriKind.Relative));
        return (await answer.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync()).Length;
    }

    public void Dispose() => _http.Dispose();
}
