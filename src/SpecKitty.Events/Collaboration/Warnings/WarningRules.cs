using SpecKitty.Events.Envelope;
using SpecKitty.Events.Values;

namespace SpecKitty.Events.Collaboration.Warnings;

/// <summary>When an overlap is worth a warning. The one place of these rules, whatever the overlaps are looked up in.</summary>
internal static class WarningRules
{
    /// <summary>The warnings that an event calls for.</summary>
    /// <param name="after">The overlaps with the event in the log.</param>
    /// <param name="cause">The event.</param>
    /// <param name="entered">The target on which the event's participant drives since the event; null when there is none.</param>
    /// <param name="started">The executions of the event's participant that run since the event.</param>
    public static IReadOnlyList<DerivedWarning> Judge(IOverlaps after, Event cause, FocusTarget? entered, IReadOnlyList<StartedRun> started)
    {
        // A warning without a mission could not be emitted.
        if ((entered is null && started.Count == 0) || after.MissionId.Length == 0)
        {
            return [];
        }

        var found = new List<DerivedWarning>(1);
        if (entered is not null)
        {
            var drivers = after.DriversOn(entered);
            Add(found, after, WarningIds.OfDrivers(after.MissionId, entered, drivers), drivers, id => new DerivedWarning
            {
                WarningId = id,
                WarningType = CollaborationEventTypes.ConcurrentDriverWarning,
                MissionId = after.MissionId,
                ParticipantIds = drivers,
                FocusTarget = entered,
                Severity = SeverityOf(after, drivers),
                Cause = cause,
            });
        }

        if (started.Count > 0)
        {
            AddCollisions(found, after, cause, started);
        }

        return found;
    }

    /// <summary>The ids of the derived warnings that a warning of a log makes superfluous, whoever emitted it. What it says counts, and not what its id claims.</summary>
    /// <param name="missionId">The mission that is folded.</param>
    /// <param name="warningType">The event type of the warning.</param>
    /// <param name="facts">What it says.</param>
    public static IEnumerable<string> Covered(string missionId, string warningType, LooseWarning facts)
    {
        if (warningType == WarningEntry.UnknownType)
        {
            yield break;
        }

        var participants = EquatableSet.Of(facts.ParticipantIds);
        if (warningType == CollaborationEventTypes.ConcurrentDriverWarning)
        {
            if (facts.FocusTarget is { } target)
            {
                yield return WarningIds.OfDrivers(missionId, target, participants);
            }

            yield break;
        }

        // One of ours says by its id which of the two it is about; anybody else's may mean both.
        var ofStep = facts.StepId is { Length: > 0 } stepId ? WarningIds.OfStep(missionId, stepId, participants) : null;
        var ofPackage = facts.WpId is { Length: > 0 } wpId ? WarningIds.OfWorkPackage(missionId, wpId, participants) : null;
        if (ofStep is not null && facts.WarningId != ofPackage)
        {
            yield return ofStep;
        }

        if (ofPackage is not null && facts.WarningId != ofStep)
        {
            yield return ofPackage;
        }
    }

    private static void AddCollisions(List<DerivedWarning> found, IOverlaps after, Event cause, IReadOnlyList<StartedRun> started)
    {
        // A step without a name is nobody's in common; what its start says of a work package holds all the same.
        var runs = started.Select(run => (run.Execution.StepId, run.Execution.WpId, run.IsNewOnWorkPackage, OnStep: run.IsNewOnStep && run.Execution.StepId.Length > 0 ? after.RunnersOf(run.Execution.StepId) : null)).ToList();

        // The same people on the same step say it all; that the step is on a work package is no second warning.
        var told = runs.Where(run => run.OnStep is not null).Select(run => (run.WpId, Participants: run.OnStep!)).ToHashSet();
        foreach (var (stepId, wpId, isNewOnPackage, onStep) in runs)
        {
            if (onStep is not null)
            {
                Add(found, after, WarningIds.OfStep(after.MissionId, stepId, onStep), onStep, id => Collision(id, stepId, wpId, onStep));
            }

            if (isNewOnPackage && after.RunnersOn(wpId!) is var onPackage && !told.Contains((wpId, onPackage)))
            {
                Add(found, after, WarningIds.OfWorkPackage(after.MissionId, wpId!, onPackage), onPackage, id => Collision(id, stepId, wpId, onPackage));
            }
        }

        DerivedWarning Collision(string id, string stepId, string? wpId, EquatableSet participants) => new()
        {
            WarningId = id,
            WarningType = CollaborationEventTypes.PotentialStepCollisionDetected,
            MissionId = after.MissionId,
            ParticipantIds = participants,
            StepId = stepId,
            WpId = wpId is { Length: > 0 } ? wpId : null,
            Severity = SeverityOf(after, participants),
            Cause = cause,
        };
    }

    private static void Add(List<DerivedWarning> found, IOverlaps after, string id, EquatableSet participants, Func<string, DerivedWarning> make)
    {
        if (participants.Count > 1 && !after.IsKnown(id) && !found.Exists(other => other.WarningId == id))
        {
            found.Add(make(id));
        }
    }

    private static WarningSeverity SeverityOf(IOverlaps after, EquatableSet participants)
    {
        var principals = participants.Select(after.PrincipalOf).Distinct(StringComparer.Ordinal).ToList();
        return principals is [{ Length: > 0 }] ? WarningSeverity.Info : WarningSeverity.Warning;
    }
}
