namespace SpecKitty.Events.Collaboration.Warnings;

/// <summary>An execution that runs after an event and did not before it.</summary>
/// <param name="Execution">The execution.</param>
/// <param name="IsNewOnStep">Whether its participant was not running the step before.</param>
/// <param name="IsNewOnWorkPackage">Whether its participant was not running a step on the work package before; false when it names none.</param>
internal sealed record StartedRun(ExecutionEntry Execution, bool IsNewOnStep, bool IsNewOnWorkPackage)
{
    /// <summary>The executions that are new after an event.</summary>
    /// <param name="before">What the participant ran before it.</param>
    /// <param name="after">What it runs after it.</param>
    public static IReadOnlyList<StartedRun> Between(IReadOnlyList<ExecutionEntry> before, IReadOnlyList<ExecutionEntry> after)
    {
        var known = before.Select(execution => execution.EventId).ToHashSet();
        return
        [
            .. after.Where(execution => !known.Contains(execution.EventId)).Select(execution => new StartedRun(
                execution,
                before.All(other => other.StepId != execution.StepId),
                execution.WpId is { Length: > 0 } wpId && before.All(other => other.WpId != wpId))),
        ];
    }
}
