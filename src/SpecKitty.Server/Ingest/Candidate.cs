using SpecKitty.Events;
using SpecKitty.Events.Collaboration;
using SpecKitty.Events.Envelope;
using SpecKitty.Events.Lifecycle;
using SpecKitty.Events.Status;
using SpecKitty.Events.Sync;

namespace SpecKitty.Server.Ingest;

/// <summary>A valid event that wants into the log.</summary>
/// <param name="Event">The event.</param>
/// <param name="Payload">Its payload; null when its type has none that the contract knows.</param>
/// <param name="Envelope">Its bytes, as they came.</param>
/// <param name="Position">Its place in the request.</param>
internal sealed record Candidate(Event Event, IEventPayload? Payload, ReadOnlyMemory<byte> Envelope, int Position)
{
    /// <summary>The id, as it is written.</summary>
    public string EventId { get; } = Event.EventId.ToString();

    /// <summary>The mission that it is about; null when it is about none. A work package's events are about the mission that is called like its feature.</summary>
    public string? MissionId { get; } = Payload switch
    {
        ICollaborationPayload collaboration => collaboration.MissionId,
        ILifecyclePayload lifecycle => lifecycle.MissionId,
        StatusTransitionPayload transition => transition.FeatureSlug,
        SyncStatusChangedPayload transition => transition.FeatureSlug,
        LaneStatusChangedPayload transition => transition.FeatureSlug,
        WorkPackageCreatedPayload created => created.FeatureSlug,
        FeatureCreatedPayload created => created.FeatureSlug,
        FeatureCompletedPayload completed => completed.FeatureSlug,
        _ => null,
    };

    /// <summary>Whether it can only be taken in for a mission that exists.</summary>
    public bool NeedsMission => Payload is ICollaborationPayload or ILifecyclePayload;
}
