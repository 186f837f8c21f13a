using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.OpenApi;
using SpecKitty.Server.Api.Messages;
using SpecKitty.Server.Hosting;

namespace SpecKitty.Server.Api.OpenApi;

/// <summary>The answers that follow from what kind of route one is, each described once.</summary>
internal static class CommonAnswers
{
    private static readonly IReadOnlyList<CommonAnswer> All =
    [
        new("Invalid", 400, "The body or the query is not as it is described; details names every field that is wrong.", null, metadata => TakesBody(metadata) || metadata.OfType<RouteParameter>().Any(parameter => parameter.In == ParameterLocation.Query)),
        new("Unauthorized", 401, "There is no token, or it has ended or was revoked.", AnswerHeader.Challenge, metadata => metadata.OfType<BearerRequired>().Any()),
        new("Forbidden", 403, "The caller may not do this, the token does not reach so far, or the request came over plain http from another machine.", null, IsGuardedByHttps),
        new("BodyTooLarge", 413, "The body has more bytes than are taken in.", null, TakesBody),
        new("UnsupportedMediaType", 415, "The body is not sent as application/json, or is encoded in a way that is not taken in.", null, TakesBody),
        new("Failed", 500, "The server failed; its log says why.", null, IsGuardedByHttps),
        new("Unavailable", 503, "The server cannot reach its storage, or has too much to write.", AnswerHeader.RetryAfter, IsGuardedByHttps),
    ];

    /// <summary>Adds the answers of a route that it does not describe itself.</summary>
    public static void AddTo(OpenApiResponses responses, IList<object> metadata, OpenApiDocument document)
    {
        foreach (var answer in All.Where(answer => answer.AppliesTo(metadata)))
        {
            responses.TryAdd($"{answer.Status}", new OpenApiResponseReference(answer.Name, document));
        }
    }

    /// <summary>Describes them in the document.</summary>
    public static void Define(OpenApiDocument document)
    {
        foreach (var answer in All)
        {
            document.AddComponent(answer.Name, new OpenApiResponse
            {
                Description = answer.Meaning,
                Headers = answer.Header is { } header ? new Dictionary<string, IOpenApiHeader>([header.ToEntry()], StringComparer.Ordinal) : null,
                Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
                {
                    ["application/json"] = new() { Schema = new OpenApiSchemaReference(nameof(ErrorAnswer), document) },
                },
            });
        }
    }

    private static bool TakesBody(IList<object> metadata) => metadata.OfType<IAcceptsMetadata>().Any();

    private static bool IsGuardedByHttps(IList<object> metadata) => !metadata.OfType<HealthProbe>().Any();
}
