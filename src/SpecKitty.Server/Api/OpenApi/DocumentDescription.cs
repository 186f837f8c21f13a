using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Microsoft.OpenApi.Reader;
using SpecKitty.Events.Collaboration;
using SpecKitty.Events.Envelope;
using SpecKitty.Events.Schemas;
using SpecKitty.Events.Values;
using SpecKitty.Server.Api.Messages;
using SpecKitty.Server.Ingest;

namespace SpecKitty.Server.Api.OpenApi;

/// <summary>Puts around the routes what the whole document says: how to prove who one is, the shapes of the contract, the order.</summary>
internal sealed class DocumentDescription(IngestLimits limits) : IOpenApiDocumentTransformer
{
    // What has a schema of the contract is described by that and by nothing else.
    private static readonly IReadOnlyDictionary<string, string> ContractShapes = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [nameof(Event)] = "event",
        [nameof(ParticipantIdentity)] = "participant_identity",
        [nameof(AuthPrincipalBinding)] = "auth_principal_binding",
        [nameof(FocusTarget)] = "focus_target",
    };

    private const string EnvelopeOptional = "correlation_id";

    public async Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new OpenApiInfo
        {
            Title = "SpecKitty",
            Version = "1",
            Description = "Takes in the events of teams, keeps them and shows what they amount to. Every address answers with a slash at its end and without. Errors are always JSON with error and details.",
        };
        document.Servers = null;
        document.Tags = new HashSet<OpenApiTag>(ApiTags.All.Select(tag => new OpenApiTag { Name = tag.Name, Description = tag.Description }));
        document.AddComponent<IOpenApiSecurityScheme>(OperationDescription.Bearer, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            Description = "An access token of POST /api/v1/token/, a personal access token or a participant token; for the socket a token of POST /api/v1/ws-token/.",
        });
        CommonAnswers.Define(document);
        var shapes = document.Components!.Schemas!;
        shapes[nameof(ErrorAnswer)] = await context.GetOrCreateSchemaAsync(typeof(ErrorAnswer), cancellationToken: cancellationToken);
        foreach (var (name, contract) in ContractShapes)
        {
            shapes[name] = Read(contract, document);
        }

        // What the server takes in and gives back may be of major version 1, which has envelopes without it.
        ((OpenApiSchema)shapes[nameof(Event)]).Required!.Remove(EnvelopeOptional);
        shapes.Remove(nameof(JsonText));

        ((OpenApiSchema)((OpenApiSchema)shapes[nameof(BatchRequest)]).Properties!["events"]).MaxItems = limits.Events;
        document.Components.Schemas = shapes.OrderBy(shape => shape.Key, StringComparer.Ordinal).ToDictionary(shape => shape.Key, shape => shape.Value, StringComparer.Ordinal);
        document.Paths = InOrder(document.Paths, context);
    }

    /// <summary>Whether a route stands in the document: pages for people do not.</summary>
    public static bool IsDescribed(ApiDescription route) => route.ActionDescriptor.EndpointMetadata.OfType<RouteText>().Any();

    private static OpenApiSchema Read(string contract, OpenApiDocument document)
    {
        if (!ContractSchemas.TryGetText(contract, out var text))
        {
            throw new InvalidOperationException($"The contract has no schema {contract}.");
        }

        var schema = OpenApiModelFactory.Parse<OpenApiSchema>(text, OpenApiSpecVersion.OpenApi3_1, document, out _, "json")
            ?? throw new InvalidOperationException($"The schema {contract} of the contract cannot be read.");

        // Both would make the shape a document of its own, which the references of this one do not reach.
        schema.Id = null;
        schema.Schema = null;
        return schema;
    }

    // As they are mapped: the framework leaves the slash at the end out.
    private static OpenApiPaths InOrder(OpenApiPaths paths, OpenApiDocumentTransformerContext context)
    {
        var mapped = context.DescriptionGroups.SelectMany(group => group.Items)
            .Where(IsDescribed)
            .Select(item => "/" + item.RelativePath)
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal);
        var sorted = new OpenApiPaths();
        foreach (var path in mapped)
        {
            sorted.Add(path, paths.TryGetValue(path, out var item) ? item : paths[path.TrimEnd('/')]);
        }

        return sorted;
    }
}
