using SpecKitty.Events.Lanes;

namespace SpecKitty.Events.Status;

/// <summary>Which lane may follow which, and what a transition must bring along.</summary>
public static class TransitionRules
{
    /// <summary>Checks a transition against every rule.</summary>
    /// <remarks>Force goes past the terminal lanes and the table of pairs; it does not replace the review reference or the reason of a step back.</remarks>
    /// <param name="transition">The transition.</param>
    /// <returns>Every violation, in the order of the rules; the transition is valid when there is none.</returns>
    public static TransitionValidationResult Validate(StatusTransitionPayload transition)
    {
        ArgumentNullException.ThrowIfNull(transition);
        var from = transition.FromLane;
        var to = transition.ToLane;
        List<string>? violations = null;
        if (!transition.Force && from is { } left && left.IsTerminal())
        {
            (violations ??= []).Add($"{left.ToText()} is terminal; requires force=True to exit");
        }

        if (!transition.Force && !IsInTable(from, to))
        {
            (violations ??= []).Add($"Transition {from?.ToText() ?? "null"} -> {to.ToText()} is not allowed");
        }

        if (from == Lane.ForReview && to == Lane.InProgress && string.IsNullOrWhiteSpace(transition.ReviewRef))
        {
            (violations ??= []).Add("for_review -> in_progress requires review_ref");
        }

        if (from == Lane.InProgress && to == Lane.Planned && string.IsNullOrWhiteSpace(transition.Reason))
        {
            (violations ??= []).Add("in_progress -> planned requires reason");
        }

        return violations is null ? TransitionValidationResult.Valid : new TransitionValidationResult([.. violations]);
    }

    /// <summary>Checks a transition, for callers to whom a violation is a bug.</summary>
    /// <param name="transition">The transition.</param>
    /// <exception cref="TransitionException">A rule is broken; the exception carries every violation.</exception>
    public static void ThrowIfInvalid(StatusTransitionPayload transition)
    {
        var result = Validate(transition);
        if (!result.IsValid)
        {
            throw new TransitionException(result.Violations);
        }
    }

    private static bool IsInTable(Lane? from, Lane to) => (from, to) switch
    {
        (null, Lane.Planned) => true,
        (Lane.Planned, Lane.Claimed) => true,
        (Lane.Claimed, Lane.InProgress) => true,
        (Lane.InProgress, Lane.ForReview) => true,
        (Lane.ForReview, Lane.Done) => true,
        (Lane.ForReview, Lane.InProgress) => true,
        (Lane.InProgress, Lane.Planned) => true,
        (Lane.Blocked, Lane.InProgress) => true,
        ({ } left, Lane.Blocked or Lane.Canceled) => !left.IsTerminal(),
        _ => false,
    };
}
