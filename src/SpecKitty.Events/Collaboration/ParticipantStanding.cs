using SpecKitty.Events.Values;

namespace SpecKitty.Events.Collaboration;

/// <summary>What a participant is doing at a place in the log: all that a leave takes away.</summary>
/// <param name="Focus">What it works on; null for nothing that it named.</param>
/// <param name="Drives">Whether it drives.</param>
/// <param name="Runs">The steps that it runs, in the order in which they started.</param>
public sealed record ParticipantStanding(FocusTarget? Focus, bool Drives, EquatableList<ExecutionEntry> Runs)
{
    /// <summary>Nothing.</summary>
    public static ParticipantStanding Idle { get; } = new(null, Drives: false, EquatableList<ExecutionEntry>.Empty);
}
