using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using SpecKitty.Events.Envelope;
using EventId = SpecKitty.Events.Envelope.EventId;

namespace SpecKitty.Server.Api.OpenApi;

/// <summary>Describes what converters write, which no schema can be made of by itself.</summary>
internal sealed class MessageSchemas : IOpenApiSchemaTransformer
{
    public async Task TransformAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        var declared = context.JsonTypeInfo.Type;
        var type = Nullable.GetUnderlyingType(declared) ?? declared;
        if (type.IsEnum || type == typeof(EventId) || type == typeof(EventTimestamp))
        {
            // These have a name in the document: whether one may be null is said where it is used.
            schema.Type = JsonSchemaType.String;
            schema.Enum = schema.Enum?.Where(IsWord).ToList();
            schema.Format = type == typeof(EventTimestamp) ? "date-time" : null;
        }
        else if (type == typeof(Guid) || type == typeof(DateTimeOffset))
        {
            schema.Type = type == declared ? JsonSchemaType.String : JsonSchemaType.String | JsonSchemaType.Null;
            schema.Format = type == typeof(Guid) ? "uuid" : "date-time";
        }
        else if (schema.Type is { } kinds && kinds.HasFlag(JsonSchemaType.Array) && schema.Items is null && context.JsonTypeInfo.ElementType is { } element)
        {
            schema.Items = await context.GetOrCreateSchemaAsync(element, cancellationToken: cancellationToken);
        }
    }

    private static bool IsWord(JsonNode? word) => word is not null && !word.IsJsonNullSentinel();
}
