using System.Text.Json.Serialization;
using SpecKitty.Client.Http.Messages;

namespace SpecKitty.Client.Http;

/// <summary>Reads and writes the messages without reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(TokenRequest))]
[JsonSerializable(typeof(RefreshRequest))]
[JsonSerializable(typeof(TokenAnswer))]
[JsonSerializable(typeof(BatchAnswer))]
[JsonSerializable(typeof(BatchFaults))]
[JsonSerializable(typeof(SyncHealthAnswer))]
[JsonSerializable(typeof(MissionRequest))]
[JsonSerializable(typeof(MissionAnswer))]
[JsonSerializable(typeof(MissionListAnswer))]
[JsonSerializable(typeof(ProjectRequest))]
[JsonSerializable(typeof(ProjectAnswer))]
[JsonSerializable(typeof(JoinRequest))]
[JsonSerializable(typeof(JoinAnswer))]
[JsonSerializable(typeof(LeaveAnswer))]
[JsonSerializable(typeof(MeAnswer))]
internal sealed partial class ClientJson : JsonSerializerContext;
