using SpecKitty.Events.Collaboration;
using SpecKitty.Events.Envelope;
using SpecKitty.Events.Gates;
using SpecKitty.Events.Lifecycle;
using SpecKitty.Events.Status;
using SpecKitty.Events.Sync;

namespace SpecKitty.Events.Validation;

/// <summary>The envelope mapping of the contract: which event type and aggregate a payload has.</summary>
public static class EnvelopeMapping
{
    /// <summary>What an aggregate of a mission begins with.</summary>
    public const string MissionPrefix = "mission/";

    /// <summary>The aggregate of a mission.</summary>
    /// <param name="missionId">The mission; one that carries the prefix already is taken as it is.</param>
    /// <returns>Such as <c>mission/M042</c>.</returns>
    public static string MissionAggregate(string missionId)
        => missionId.StartsWith(MissionPrefix, StringComparison.Ordinal) ? missionId : MissionPrefix + missionId;

    /// <summary>The event type and aggregate that a payload has.</summary>
    /// <param name="payload">A payload of the catalogue.</param>
    /// <returns>The event type, the kind of aggregate where the wire names one, and the aggregate where the contract names one.</returns>
    /// <exception cref="ArgumentException">The payload is none of the catalogue's.</exception>
    public static (string EventType, string? AggregateType, string? AggregateId) Of(IEventPayload payload) => payload switch
    {
        ICollaborationPayload collaboration => (TypeOf(payload), "Mission", MissionAggregate(collaboration.MissionId)),
        ILifecyclePayload lifecycle => (TypeOf(payload), "Mission", MissionAggregate(lifecycle.MissionId)),
        StatusTransitionPayload status => (TypeOf(payload), "WorkPackage", status.WpId),
        SyncStatusChangedPayload moved => (TypeOf(payload), "WorkPackage", moved.WpId),
        LaneStatusChangedPayload moved => (TypeOf(payload), "WorkPackage", moved.WpId),
        WorkPackageCreatedPayload created => (TypeOf(payload), "WorkPackage", created.WpId),
        WorkPackageAssignedPayload assigned => (TypeOf(payload), "WorkPackage", assigned.WpId),
        HistoryAddedPayload history => (TypeOf(payload), "WorkPackage", history.WpId),
        DependencyResolvedPayload dependency => (TypeOf(payload), "WorkPackage", dependency.WpId),
        FeatureCreatedPayload feature => (TypeOf(payload), "Feature", feature.FeatureSlug),
        FeatureCompletedPayload feature => (TypeOf(payload), "Feature", feature.FeatureSlug),
        ErrorLoggedPayload { WpId: { Length: > 0 } wpId } => (TypeOf(payload), "WorkPackage", wpId),
        ErrorLoggedPayload => (TypeOf(payload), "Feature", "error"),
        IGatePayload => (TypeOf(payload), null, null),
        _ => throw new ArgumentException($"{payload.GetType().Name} is no payload of the catalogue.", nameof(payload)),
    };

    /// <summary>Where an envelope and its collaboration payload disagree.</summary>
    internal static IEnumerable<ContractError> Check(Event value, ICollaborationPayload payload)
    {
        var expected = MissionAggregate(payload.MissionId);
        if (value.AggregateId != expected)
        {
            yield return new ContractError(ContractErrorCode.EnvelopeMismatch, "aggregate_id", ContractMessages.AggregateMismatch(expected, value.AggregateId));
        }

        if (value.CorrelationId is { IsUlid: false } correlation)
        {
            yield return new ContractError(ContractErrorCode.InvalidId, "correlation_id", ContractMessages.CorrelationMustBeUlid(correlation.ToString()));
        }
    }

    private static string TypeOf(IEventPayload payload)
    {
        var type = payload.GetType();
        var entry = PayloadCatalogue.Contract.Entries.Concat(PayloadCatalogue.Wire.Entries).FirstOrDefault(entry => entry.Forms.Any(form => form.ModelType == type));
        return entry?.EventType ?? throw new ArgumentException($"{type.Name} is no payload of the catalogue.", nameof(payload));
    }
}
