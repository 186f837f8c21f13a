using System.Net;
using System.Text.Json.Nodes;
using SpecKitty.Server.Tests.Hosting;

namespace SpecKitty.Server.Tests.Api.OpenApi;

/// <summary>The description of the API, as a running server gives it.</summary>
internal sealed class ApiDocument
{
    private ApiDocument(string text)
    {
        Text = text;
        Root = JsonNode.Parse(text)!.AsObject();
        Operations =
        [
            .. from path in Root["paths"]!.AsObject()
               from operation in path.Value!.AsObject()
               select new ApiOperation(operation.Key.ToUpperInvariant(), path.Key, operation.Value!.AsObject()),
        ];
    }

    public string Text { get; }

    public JsonObject Root { get; }

    public IReadOnlyList<ApiOperation> Operations { get; }

    public JsonObject Schemas => Root["components"]!["schemas"]!.AsObject();

    public static async Task<ApiDocument> ReadAsync(RunningServer server)
    {
        using var answer = await server.Http.GetAsync("/openapi/v1.json");
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/json");
        return new ApiDocument(await answer.Content.ReadAsStringAsync());
    }

    public ApiOperation Operation(string name) => Operations.Single(operation => operation.Name == name);

    /// <summary>The description of an answer; null when the route has no such answer.</summary>
    public JsonObject? Answer(ApiOperation operation, int status) => operation.Json["responses"]![$"{status}"] is { } answer ? Follow(answer.AsObject()) : null;

    /// <summary>What a reference points at, or what is none.</summary>
    public JsonObject Follow(JsonObject node)
    {
        if (node["$ref"]?.GetValue<string>() is not { } reference)
        {
            return node;
        }

        JsonNode target = Root;
        foreach (var name in reference.TrimStart('#', '/').Split('/'))
        {
            target = target[name].ShouldNotBeNull($"{reference} points at nothing");
        }

        return target.AsObject();
    }
}
