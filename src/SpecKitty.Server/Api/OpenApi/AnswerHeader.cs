using Microsoft.OpenApi;

namespace SpecKitty.Server.Api.OpenApi;

/// <summary>A header of an answer.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it means.</param>
/// <param name="Type">What it is.</param>
internal sealed record AnswerHeader(string Name, string Description, JsonSchemaType Type)
{
    /// <summary>When to ask again.</summary>
    public static AnswerHeader RetryAfter { get; } = new("Retry-After", "After how many seconds the same request may do better.", JsonSchemaType.Integer);

    /// <summary>What kind of credentials would help.</summary>
    public static AnswerHeader Challenge { get; } = new("WWW-Authenticate", "Bearer", JsonSchemaType.String);

    /// <summary>What protocol to speak.</summary>
    public static AnswerHeader Upgrade { get; } = new("Upgrade", "websocket", JsonSchemaType.String);

    public KeyValuePair<string, IOpenApiHeader> ToEntry()
        => new(Name, new OpenApiHeader { Description = Description, Required = true, Schema = new OpenApiSchema { Type = Type } });
}
