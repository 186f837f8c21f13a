using System.Net;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using SpecKitty.Server.Tests.Hosting;

namespace SpecKitty.Server.Tests.Api;

/// <summary>What holds for every route of the API, whichever there are.</summary>
public sealed class RouteTests
{
    [Fact]
    public async Task EveryRoute_WithASlashAtItsEndOrWithout_IsTheSame()
    {
        await using var server = await RunningServer.StartAsync();
        var token = await server.SignInNewAsync("ada");

        foreach (var (method, path) in Routes(server))
        {
            using var with = await SendAsync(server, method, path + "/", token);
            using var without = await SendAsync(server, method, path, token);

            without.StatusCode.ShouldBe(with.StatusCode, $"{method} {path}");
            (await without.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldNotContain("nothing at this address", customMessage: $"{method} {path}");
        }
    }

    [Fact]
    public async Task EveryRoute_OtherMethod_Is405WithWhatIsAllowed()
    {
        await using var server = await RunningServer.StartAsync();

        foreach (var path in Routes(server).Select(route => route.Path).Distinct())
        {
            using var answer = await SendAsync(server, "PUT", path + "/", null);

            answer.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed, path);
            answer.Content.Headers.Allow.ShouldNotBeEmpty(path);
            var body = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            body.ShouldContain("\"error\"");
            body.ShouldContain("\"details\"");
            answer.Content.Headers.Allow.ShouldAllBe(method => body.Contains(method));
        }
    }

    private static IEnumerable<(string Method, string Path)> Routes(RunningServer server)
    {
        var routes = server.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>();
        var found = routes
            .Where(route => route.RoutePattern.RawText!.StartsWith("/api/", StringComparison.Ordinal))
            .SelectMany(route => route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Select(method => (method, Fill(route))) ?? [])
            .Distinct()
            .ToList();
        found.Count.ShouldBeGreaterThan(5);
        return found;
    }

    private static string Fill(RouteEndpoint route)
        => "/" + string.Join('/', route.RoutePattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(part => (part as Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart)?.Content ?? "00000000-0000-4000-8000-000000000000"))));

    private static async Task<HttpResponseMessage> SendAsync(RunningServer server, string method, string path, string? token)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (token is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        if (method is "POST" or "PUT" or "DELETE")
        {
            request.Content = new StringContent("{}", null, "application/json");
        }

        return await server.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }
}
