using SpecKitty.Events.Envelope;
using SpecKitty.Events.Lanes;
using SpecKitty.Events.Status;
using SpecKitty.Events.Sync;

namespace SpecKitty.Events.Board;

/// <summary>Makes the entries of a history from events.</summary>
internal static class BoardHistoryEntries
{
    /// <summary>What a history shows of an event.</summary>
    /// <param name="value">The event.</param>
    /// <param name="payload">Its valid payload.</param>
    public static BoardHistoryEntry Of(Event value, IEventPayload payload)
    {
        var entry = new BoardHistoryEntry
        {
            EventId = value.EventId,
            EventType = value.EventType,
            At = value.Timestamp,
            NodeId = value.NodeId,
            LamportClock = value.LamportClock,
        };
        return payload switch
        {
            StatusTransitionPayload moved => entry with
            {
                From = moved.FromLane?.ToText(),
                To = moved.ToLane.ToText(),
                Actor = moved.Actor,
                Text = moved.Reason,
                Force = moved.Force,
                ReviewRef = moved.ReviewRef,
            },
            SyncStatusChangedPayload moved => entry with { From = moved.PreviousStatus.ToText(), To = moved.NewStatus.ToText(), Actor = moved.ChangedBy },
            LaneStatusChangedPayload moved => entry with { From = moved.FromLane, To = moved.ToLane, Actor = moved.Actor },
            WorkPackageCreatedPayload created => entry with { Text = created.Title },
            WorkPackageAssignedPayload assigned => entry with { AgentId = assigned.AgentId, Phase = assigned.Phase, RetryCount = assigned.RetryCount },
            HistoryAddedPayload added => entry with { EntryType = added.EntryType, Text = added.EntryContent, Actor = added.Author },
            ErrorLoggedPayload error => entry with { ErrorType = error.ErrorType, Text = error.ErrorMessage, Actor = error.AgentId },
            DependencyResolvedPayload resolved => entry with { DependencyWpId = resolved.DependencyWpId, Resolution = resolved.ResolutionType },
            FeatureCreatedPayload created => entry with { Text = created.TargetBranch },
            _ => entry with { Text = ((FeatureCompletedPayload)payload).TotalDuration },
        };
    }
}
