using SpecKitty.Events.Values;

namespace SpecKitty.Events.Collaboration.Warnings;

/// <summary>Tells where warnings stand. Pure functions: the caller brings the time.</summary>
public static class WarningAssessment
{
    /// <summary>How long nobody has to answer a warning before it is overdue, unless a caller says otherwise.</summary>
    public static readonly TimeSpan DefaultDue = TimeSpan.FromMinutes(10);

    /// <summary>How far a warning has come.</summary>
    /// <param name="warning">The warning.</param>
    /// <param name="state">The mission as it is; who does not take part in it is not waited for.</param>
    /// <param name="departures">
    /// Who has left since a warning named them, by warning id (<see cref="CollaborationReduction.Departures"/>): they are not waited for again when they return,
    /// unless they and another whom it names are again at what it is about.
    /// </param>
    /// <returns>Settled when nobody is waited for, whatever was answered: <c>hold</c>, <c>reassign</c> and <c>defer</c> are answers as <c>continue</c> is.</returns>
    public static WarningStanding StandingOf(WarningEntry warning, CollaborationState state, IReadOnlyDictionary<string, EquatableSet> departures)
        => StandingOf(warning, AwaitedBy(warning, state, departures));

    /// <summary>Where a warning stands at a moment.</summary>
    /// <param name="warning">The warning.</param>
    /// <param name="state">The mission as it is.</param>
    /// <param name="departures">Who has left since a warning named them, by warning id (<see cref="CollaborationReduction.Departures"/>).</param>
    /// <param name="now">The moment.</param>
    /// <param name="due">How long nobody has to answer before it is overdue.</param>
    /// <param name="raisedAt">When it was raised by the clock that <paramref name="now"/> comes from; null for what its emitter says.</param>
    /// <returns>Its standing, who is waited for, and whether it is overdue.</returns>
    public static WarningStatus Assess(
        WarningEntry warning,
        CollaborationState state,
        IReadOnlyDictionary<string, EquatableSet> departures,
        DateTimeOffset now,
        TimeSpan due,
        DateTimeOffset? raisedAt = null)
    {
        var awaiting = AwaitedBy(warning, state, departures);
        var standing = StandingOf(warning, awaiting);
        var raised = raisedAt ?? warning.RaisedAt?.Instant;
        var dueAt = standing == WarningStanding.Open ? raised + due : null;
        return new WarningStatus
        {
            WarningId = warning.WarningId,
            Standing = standing,
            Awaiting = awaiting,
            RaisedAt = raised,
            DueAt = dueAt,
            IsOverdue = dueAt <= now,
        };
    }

    private static WarningStanding StandingOf(WarningEntry warning, EquatableSet awaiting)
        => awaiting.Count == 0 ? WarningStanding.Settled
        : warning.Acknowledgements.Count > 0 ? WarningStanding.PartlyAcknowledged
        : WarningStanding.Open;

    private static EquatableSet AwaitedBy(WarningEntry warning, CollaborationState state, IReadOnlyDictionary<string, EquatableSet> departures)
    {
        ArgumentNullException.ThrowIfNull(warning);
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(departures);
        var left = departures.TryGetValue(warning.WarningId, out var known) ? known : EquatableSet.Empty;
        return EquatableSet.Of(warning.ParticipantIds.Where(id =>
            state.Participants.ContainsKey(id) && !warning.Acknowledgements.ContainsKey(id) && (!left.Contains(id) || IsAgain(warning, state, id))));
    }

    // A set is warned of once; when it comes about again, it is the old warning that still lacks an answer.
    private static bool IsAgain(WarningEntry warning, CollaborationState state, string participantId)
        => IsAtIt(warning, state, participantId) && warning.ParticipantIds.Any(other => other != participantId && IsAtIt(warning, state, other));

    private static bool IsAtIt(WarningEntry warning, CollaborationState state, string participantId)
        => (warning.FocusTarget is { } target && state.ActiveDrivers.Contains(participantId)
                && state.FocusByParticipant.TryGetValue(participantId, out var focus) && focus == target)
            || (state.ExecutionDetails.TryGetValue(participantId, out var runs)
                && runs.Any(run => (!string.IsNullOrEmpty(warning.StepId) && run.StepId == warning.StepId) || (!string.IsNullOrEmpty(warning.WpId) && run.WpId == warning.WpId)));
}
