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

    public List<ExecutionEntry>? Executions { get; set; }

    public List<string>? LinkedSessions { get; set; }

    public AuthPrincipalBinding? Binding { get; set; }

    /// <summary>The Lamport clock of the join that holds.</summary>
    public long JoinedAtClock { get; set; }

    public bool IsExecuting(string stepId) => IndexOf(stepId) >= 0;

    /// <summary>Takes away the oldest execution of a step.</summary>
    public void EndExecution(string stepId) => Executions!.RemoveAt(IndexOf(stepId));

    public ParticipantCell Copy()
    {
        var copy = (ParticipantCell)MemberwiseClone();
        copy.Executions = Executions is null ? null : [.. Executions];
        copy.LinkedSessions = LinkedSessions is null ? null : [.. LinkedSessions];
        return copy;
    }

    private int IndexOf(string stepId)
    {
        for (var i = 0; i < Executions?.Count; i++)
        {
            if (Executions[i].StepId == stepId)
            {
                return i;
            }
        }

        return -1;
    }
}
