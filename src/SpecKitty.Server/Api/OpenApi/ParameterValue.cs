using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace SpecKitty.Server.Api.OpenApi;

/// <summary>What a parameter may be.</summary>
internal sealed record ParameterValue
{
    private Func<OpenApiSchema> Make { get; init; } = () => new OpenApiSchema { Type = JsonSchemaType.String };

    /// <summary>Any text.</summary>
    public static ParameterValue Text { get; } = new();

    /// <summary>A UUID.</summary>
    public static ParameterValue Uuid { get; } = new() { Make = () => new OpenApiSchema { Type = JsonSchemaType.String, Format = "uuid" } };

    /// <summary>One of some words.</summary>
    public static ParameterValue OneOf(params string[] words)
        => new() { Make = () => new OpenApiSchema { Type = JsonSchemaType.String, Enum = [.. words.Select(word => (JsonNode)word)] } };

    /// <summary>A whole number.</summary>
    /// <param name="least">The least that it may be.</param>
    /// <param name="most">The most that it may be; null for 2^63-1.</param>
    /// <param name="otherwise">What holds when it is left out; null when nothing does.</param>
    public static ParameterValue Number(long least = 0, long? most = null, long? otherwise = null) => new()
    {
        Make = () => new OpenApiSchema
        {
            Type = JsonSchemaType.Integer,
            Format = "int64",
            Minimum = least.ToString(CultureInfo.InvariantCulture),
            Maximum = most?.ToString(CultureInfo.InvariantCulture),
            Default = otherwise is { } value ? JsonValue.Create(value) : null,
        },
    };

    public OpenApiSchema ToSchema() => Make();
}
