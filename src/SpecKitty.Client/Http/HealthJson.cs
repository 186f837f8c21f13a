using System.Text.Json.Serialization;

namespace SpecKitty.Client.Http;

/// <summary>What the server says about itself.</summary>
internal sealed record HealthAnswer(string Status, string? ServerVersion = null, DateTimeOffset? ServerTime = null);

/// <summary>Reads the answer without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(HealthAnswer))]
internal sealed partial class HealthJson : JsonSerializerContext;
