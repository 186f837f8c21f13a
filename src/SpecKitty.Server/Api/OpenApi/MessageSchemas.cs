using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using SpecKitty.Events.Envelope;
using EventId = SpecKitty.Events.Envelope.EventId;

namespace SpecKitty.Server.Api.OpenApi;

/// <summary>Describes what converters write, which no schema can be made of by itself.</summary>
internal sealed class MessageSchemas : IOpenApiSchemaTransformer
{
    public Task TransformAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        var declared = context.JsonTypeInfo.Type;
        var type = Nullable.GetUnderlyingType(declared) ?? declared;
        var format = type == typeof(Guid) ? "uuid" : type == typeof(DateTimeOffset) || type == typeof(EventTimestamp) ? "date-time" : null;
        if (type.IsEnum || type == typeof(EventId) || format is not null)
        {
            schema.Type = type == declared ? JsonSchemaType.String : JsonSchemaType.String | JsonSchemaType.Null;
            schema.Format = format;
        }

        return Task.CompletedTask;
    }
}
