using SpecKitty.Events.Envelope;

namespace SpecKitty.Events.Collaboration.Warnings;

/// <summary>Tells which warnings an event calls for, from the states around it. A pure function: no clock, no I/O.</summary>
/// <remarks>
/// It looks at the whole states, so it costs what they are large. Who folds event by event uses <see cref="CollaborationReduction.AddAndDetect"/>, and
/// for a whole log there is <see cref="WarningDetection"/>; all three judge by the same rules.
/// </remarks>
public static class WarningDetector
{
    /// <summary>The warnings that an event calls for and that the state does not show yet.</summary>
    /// <param name="before">The state of the log without the event.</param>
    /// <param name="cause">The event.</param>
    /// <param name="after">The state of the log with it.</param>
    /// <returns>The drivers' warning first, then the collisions; empty nearly always. Of a warning that was emitted anew with other facts, a state shows only the last.</returns>
    public static IReadOnlyList<DerivedWarning> Detect(CollaborationState before, Event cause, CollaborationState after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(cause);
        ArgumentNullException.ThrowIfNull(after);
        if (CollaborationPayloads.MoverOf(cause) is not { } actor)
        {
            return [];
        }

        var (was, now) = (new StateOverlaps(before), new StateOverlaps(after));
        var target = now.TargetOf(actor);
        return WarningRules.Judge(
            now,
            cause,
            target is not null && target != was.TargetOf(actor) ? target : null,
            StartedRun.Between(was.RunsOf(actor), now.RunsOf(actor)));
    }
}
