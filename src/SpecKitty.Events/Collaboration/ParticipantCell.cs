using SpecKitty.Events.Envelope;

namespace SpecKitty.Events.Collaboration;

/// <summary>Everything that a fold knows of one participant, so that an event costs one look-up.</summary>
internal sealed class ParticipantCell(string id)
{
    public string Id { get; } = id;

    public Membership Membership { get; set; }

    public bool IsInvited { get; set; }

    public ParticipantIdentity? Identity { get; set; }

    public EventTimestamp? Presence { get; set; }

    public bool Drives { get; set; }

    public FocusTarget? Focus { get; set; }

    /// <summary>What it drives on; null when it does not drive, or on nothing.</summary>
    public FocusTarget? DriveTarget => Drives ? Focus : null;

    public RunningExecutions? Executions { get; set; }

    public List<string>? LinkedSessions { get; set; }

    public AuthPrincipalBinding? Binding { get; set; }

    /// <summary>The Lamport clock of the join that holds.</summary>
    public long JoinedAtClock { get; set; }

    /// <summary>Where in the fold it last left; -1 when it never did.</summary>
    public int LeftAt { get; set; } = -1;

    /// <summary>How many things a copy copies.</summary>
    public int Size => 1 + (Executions?.Count ?? 0) + (LinkedSessions?.Count ?? 0);

    public bool IsExecuting(string stepId) => Executions?.Contains(stepId) == true;

    /// <summary>A copy that shares the lists.</summary>
    public ParticipantCell CopyShallow() => (ParticipantCell)MemberwiseClone();

    /// <summary>Takes over everything from a shallow copy of this cell.</summary>
    public void Restore(ParticipantCell before)
    {
        Membership = before.Membership;
        IsInvited = before.IsInvited;
        Identity = before.Identity;
        Presence = before.Presence;
        Drives = before.Drives;
        Focus = before.Focus;
        Executions = before.Executions;
        LinkedSessions = before.LinkedSessions;
        Binding = before.Binding;
        JoinedAtClock = before.JoinedAtClock;
        LeftAt = before.LeftAt;
    }

    public ParticipantCell Copy()
    {
        var copy = (ParticipantCell)MemberwiseClone();
        copy.Executions = Executions?.Copy();
        copy.LinkedSessions = LinkedSessions is null ? null : [.. LinkedSessions];
        return copy;
    }
}
