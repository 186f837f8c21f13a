using SpecKitty.Events;
using SpecKitty.Events.Collaboration;
using SpecKitty.Events.Envelope;
using SpecKitty.Events.Json;
using SpecKitty.Events.Lanes;
using SpecKitty.Events.Sync;
using SpecKitty.Events.Validation;

namespace SpecKitty.Load.Traffic;

/// <summary>Makes the events of one client: of twenty, eleven heartbeats, three changes of focus, a step begun and ended, a comment, and three of a work package.</summary>
internal sealed class Producer
{
    private const string Feature = "001-batch-ingest";

    private readonly TrafficPlace _place;
    private readonly UlidFactory _ids = new(TimeProvider.System);
    private readonly Func<int, IEventPayload> _next;
    private long _clock;
    private int _made;

    private Producer(TrafficPlace place, bool isOfMission)
    {
        _place = place;
        _clock = place.Clock;
        _next = isOfMission ? Mixed : OfWorkPackage;
    }

    /// <summary>The whole mix.</summary>
    public static Producer OfMission(TrafficPlace place) => new(place, isOfMission: true);

    /// <summary>Events of work packages only, for which the server keeps nothing in memory.</summary>
    public static Producer OfWorkPackages(TrafficPlace place) => new(place, isOfMission: false);

    /// <summary>Makes the next events.</summary>
    public LoadEvent[] Make(int count)
    {
        var events = new LoadEvent[count];
        for (var i = 0; i < count; i++)
        {
            var payload = _next(_made++);
            var made = Wrap(payload);
            events[i] = new LoadEvent(
                made.EventId.ToString(),
                payload switch { ICollaborationPayload of => of.MissionId, SyncStatusChangedPayload moved => moved.FeatureSlug, _ => null },
                made.EventType,
                made.LamportClock,
                EventWriter.ToUtf8(made));
        }

        return events;
    }

    // Without the checks of a factory, which would take longer than all that is measured: the server checks every event.
    private Event Wrap(IEventPayload payload)
    {
        var (eventType, aggregateType, aggregateId) = EnvelopeMapping.Of(payload);
        return new Event
        {
            EventId = EventId.From(_ids.Next()),
            EventType = eventType,
            AggregateId = aggregateId!,
            AggregateType = aggregateType,
            Payload = ContractJson.Write(payload),
            Timestamp = EventTimestamp.From(TimeProvider.System.GetUtcNow()),
            NodeId = "0a1b2c3d4e5f",
            LamportClock = ++_clock,
            ProjectUuid = _place.ProjectId,
            ProjectSlug = "spec-kitty",
            CorrelationId = _place.Run,
            TeamSlug = "load",
            GitBranch = "001-batch-ingest-WP07",
            HeadCommitSha = "9f8e7d6c5b4a39281706f5e4d3c2b1a098765432",
            RepoSlug = "spec-kitty/spec-kitty",
        };
    }

    private IEventPayload Mixed(int i)
    {
        var participant = _place.Participants[i / 20 % _place.Participants.Count];
        return (i % 20) switch
        {
            < 11 => new PresenceHeartbeatPayload { ParticipantId = _place.Participants[i % _place.Participants.Count], MissionId = _place.MissionId, SessionId = "01JMZ3V5K8Q2R7T9W4X6Y0B1C2" },
            11 or 12 or 13 => new FocusChangedPayload { ParticipantId = participant, MissionId = _place.MissionId, FocusTarget = new FocusTarget { TargetType = FocusTargetType.WorkPackage, TargetId = WorkPackage(i) } },
            14 => new PromptStepExecutionStartedPayload { ParticipantId = participant, MissionId = _place.MissionId, StepId = $"step-{i / 20}", WpId = WorkPackage(i) },
            15 => new PromptStepExecutionCompletedPayload { ParticipantId = participant, MissionId = _place.MissionId, StepId = $"step-{i / 20}", WpId = WorkPackage(i), Outcome = StepOutcome.Success },
            16 => new CommentPostedPayload { ParticipantId = participant, MissionId = _place.MissionId, CommentId = $"comment-{i}", Content = "The reader of batches looks good to me; I take the limits and their tests next." },
            _ => OfWorkPackage(i),
        };
    }

    private static IEventPayload OfWorkPackage(int i) => (i % 3) switch
    {
        0 => new SyncStatusChangedPayload { WpId = WorkPackage(i), PreviousStatus = SyncLane.Planned, NewStatus = SyncLane.Doing, ChangedBy = "claude", FeatureSlug = Feature },
        1 => new HistoryAddedPayload { WpId = WorkPackage(i), EntryType = HistoryEntryType.Note, EntryContent = "Moved the limits into one place and wrote the tests for the bodies that inflate too far.", Author = "claude" },
        _ => new WorkPackageAssignedPayload { WpId = WorkPackage(i), AgentId = "claude", Phase = WorkPhase.Implementation },
    };

    private static string WorkPackage(int i) => $"WP{(i % 19) + 1:D2}";
}
