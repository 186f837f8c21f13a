using System.Text.Json.Serialization;

namespace SpecKitty.Client.Http;

/// <summary>What the server says about itself.</summary>
internal sealed record HealthAnswer(string Status, string? ServerVersion = null, DateTimeOffset? ServerTime = null);

/// <summary>Whom the server takes the token for.</summary>
internal sealed record WhoAnswer(string? Username = null);

/// <summary>Reads the answers without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(HealthAnswer))]
[JsonSerializable(typeof(WhoAnswer))]
internal sealed partial class HealthJson : JsonSerializerContext;
