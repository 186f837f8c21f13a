namespace SpecKitty.Events.Gates;

/// <summary>Says which gate event the conclusion of a GitHub check run becomes.</summary>
public static class CheckRunConclusion
{
    /// <summary>The reason that the callback is given for a conclusion that neither passes nor fails a gate.</summary>
    public const string NonBlocking = "non_blocking";

    private const string Known = "success, failure, timed_out, cancelled, action_required, neutral, skipped, stale";

    /// <summary>Maps a conclusion.</summary>
    /// <param name="conclusion">The conclusion, exact: case counts.</param>
    /// <param name="onIgnored">Is told the conclusion and the reason, <see cref="NonBlocking"/>, when the check run becomes no event; null for nobody.</param>
    /// <returns><see cref="GateEventTypes.GatePassed"/> for success; <see cref="GateEventTypes.GateFailed"/> for failure, timed_out, cancelled and action_required; null for neutral, skipped and stale.</returns>
    /// <exception cref="UnknownConclusionException">GitHub has no such conclusion.</exception>
    public static string? ToEventType(string conclusion, Action<string, string>? onIgnored = null)
    {
        ArgumentNullException.ThrowIfNull(conclusion);
        switch (conclusion)
        {
            case "success":
                return GateEventTypes.GatePassed;
            case "failure" or "timed_out" or "cancelled" or "action_required":
                return GateEventTypes.GateFailed;
            case "neutral" or "skipped" or "stale":
                onIgnored?.Invoke(conclusion, NonBlocking);
                return null;
            default:
                throw new UnknownConclusionException(conclusion);
        }
    }

    internal static string Refusal(string conclusion)
        => $"The conclusion of the check run must be one of {Known}; it is {Validation.ContractMessages.Cut(Validation.ContractMessages.Quote(conclusion))}.";
}
