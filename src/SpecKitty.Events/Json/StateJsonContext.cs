using System.Text.Json.Serialization;
using SpecKitty.Events.Board;
using SpecKitty.Events.Collaboration;
using SpecKitty.Events.Lifecycle;
using SpecKitty.Events.Status;

namespace SpecKitty.Events.Json;

/// <summary>How states are written: snake_case, every member, null where there is no value.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(BoardState))]
[JsonSerializable(typeof(CollaborationState))]
[JsonSerializable(typeof(LifecycleState))]
[JsonSerializable(typeof(StatusState))]
[JsonSerializable(typeof(CollaborationViolation))]
internal sealed partial class StateJsonContext : JsonSerializerContext;
