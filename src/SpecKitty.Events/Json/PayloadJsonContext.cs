using System.Text.Json.Serialization;
using SpecKitty.Events.Collaboration;
using SpecKitty.Events.Gates;
using SpecKitty.Events.Lifecycle;
using SpecKitty.Events.Status;
using SpecKitty.Events.Sync;

namespace SpecKitty.Events.Json;

/// <summary>How payloads are written: snake_case, optional members only when they have a value.</summary>
/// <remarks>Reading goes through <see cref="Validation.PayloadCatalogue"/>, which reports every fault; this context only writes.</remarks>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ParticipantIdentity))]
[JsonSerializable(typeof(AuthPrincipalBinding))]
[JsonSerializable(typeof(FocusTarget))]
[JsonSerializable(typeof(ParticipantInvitedPayload))]
[JsonSerializable(typeof(ParticipantJoinedPayload))]
[JsonSerializable(typeof(ParticipantLeftPayload))]
[JsonSerializable(typeof(PresenceHeartbeatPayload))]
[JsonSerializable(typeof(DriveIntentSetPayload))]
[JsonSerializable(typeof(FocusChangedPayload))]
[JsonSerializable(typeof(PromptStepExecutionStartedPayload))]
[JsonSerializable(typeof(PromptStepExecutionCompletedPayload))]
[JsonSerializable(typeof(ConcurrentDriverWarningPayload))]
[JsonSerializable(typeof(PotentialStepCollisionDetectedPayload))]
[JsonSerializable(typeof(WarningAcknowledgedPayload))]
[JsonSerializable(typeof(CommentPostedPayload))]
[JsonSerializable(typeof(DecisionCapturedPayload))]
[JsonSerializable(typeof(SessionLinkedPayload))]
[JsonSerializable(typeof(MissionStartedPayload))]
[JsonSerializable(typeof(MissionCompletedPayload))]
[JsonSerializable(typeof(MissionCancelledPayload))]
[JsonSerializable(typeof(PhaseEnteredPayload))]
[JsonSerializable(typeof(ReviewRollbackPayload))]
[JsonSerializable(typeof(StatusTransitionPayload))]
[JsonSerializable(typeof(ForceMetadata))]
[JsonSerializable(typeof(GatePassedPayload))]
[JsonSerializable(typeof(GateFailedPayload))]
[JsonSerializable(typeof(SyncStatusChangedPayload))]
[JsonSerializable(typeof(LaneStatusChangedPayload))]
[JsonSerializable(typeof(WorkPackageCreatedPayload))]
[JsonSerializable(typeof(WorkPackageAssignedPayload))]
[JsonSerializable(typeof(FeatureCreatedPayload))]
[JsonSerializable(typeof(FeatureCompletedPayload))]
[JsonSerializable(typeof(HistoryAddedPayload))]
[JsonSerializable(typeof(ErrorLoggedPayload))]
[JsonSerializable(typeof(DependencyResolvedPayload))]
internal sealed partial class PayloadJsonContext : JsonSerializerContext;
