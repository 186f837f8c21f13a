using System.Net;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using SpecKitty.Server.Storage;
using SpecKitty.Server.Tests.Hosting;

namespace SpecKitty.Server.Tests.Requests;

/// <summary>HEAD is answered wherever GET is, and has no body.</summary>
public sealed class HeadTests
{
    [Fact]
    public async Task EveryAddress_Head_HasTheStatusAndTypeOfGetAndNoBody()
    {
        await using var server = await RunningServer.StartAsync();
        var token = await server.SignInNewAsync("ada", role: TeamRole.Admin);
        var mission = await TestMission.CreateAsync(server, token);
        var addresses = server.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(route => route.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Contains("GET"))
            .Select(route => Fill(route.RoutePattern.RawText!, mission))
            .Append("/nothing/here")
            .ToList();
        addresses.Count.ShouldBeGreaterThan(40);

        foreach (var address in addresses)
        {
            using var got = await SendAsync(server, HttpMethod.Get, address, token);
            using var head = await SendAsync(server, HttpMethod.Head, address, token);

            head.StatusCode.ShouldBe(got.StatusCode, address);
            head.Content.Headers.ContentType?.MediaType.ShouldBe(got.Content.Headers.ContentType?.MediaType, address);
            (await head.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).ShouldBeEmpty(address);
        }
    }

    [Fact]
    public async Task OtherMethod_OfAnAddressThatAnswersGet_Is405ThatNamesHead()
    {
        await using var server = await RunningServer.StartAsync();

        using var answer = await SendAsync(server, HttpMethod.Put, "/api/v1/me/", null);

        answer.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
        answer.Content.Headers.Allow.ShouldBe(["GET", "HEAD", "PATCH"], ignoreOrder: true);
    }

    [Fact]
    public async Task Head_OfAnAddressThatTakesPostAlone_Is405()
    {
        await using var server = await RunningServer.StartAsync();

        using var answer = await SendAsync(server, HttpMethod.Head, "/api/v1/token/", null);

        answer.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
        answer.Content.Headers.Allow.ShouldBe(["POST"]);
    }

    private static string Fill(string pattern, TestMission mission)
    {
        var path = pattern
            .Replace("{missionId}", mission.MissionId, StringComparison.Ordinal)
            .Replace("{projectUuid}", mission.Project.ToString(), StringComparison.Ordinal)
            .Replace("{slug}", "tea", StringComparison.Ordinal);
        for (int at; (at = path.IndexOf('{', StringComparison.Ordinal)) >= 0;)
        {
            path = $"{path[..at]}00000000-0000-4000-8000-000000000000{path[(path.IndexOf('}', StringComparison.Ordinal) + 1)..]}";
        }

        return path.StartsWith('/') ? path : $"/{path}";
    }

    private static async Task<HttpResponseMessage> SendAsync(RunningServer server, HttpMethod method, string address, string? token)
    {
        using var request = new HttpRequestMessage(method, address);
        if (token is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        return await server.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
    }
}
