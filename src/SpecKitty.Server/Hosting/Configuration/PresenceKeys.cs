using SpecKitty.Server.Projections;

namespace SpecKitty.Server.Hosting.Configuration;

/// <summary>How participants and warnings are judged.</summary>
internal static class PresenceKeys
{
    private const int DaySeconds = 86_400;
    private const int YearMinutes = 525_600;

    private static readonly PresenceOptions Standard = new();

    public static readonly ConfigurationKey<int> HeartbeatSeconds = new(
        "presence.heartbeat_seconds",
        ConfigurationTypes.Whole(1, DaySeconds, "seconds"),
        () => (int)Standard.Thresholds.HeartbeatEvery.TotalSeconds,
        "How often clients are asked to send a heartbeat.");

    public static readonly ConfigurationKey<int> StaleAfterSeconds = new(
        "presence.stale_after_seconds",
        ConfigurationTypes.Whole(1, DaySeconds, "seconds"),
        () => (int)Standard.Thresholds.StaleAfter.TotalSeconds,
        "The age of the last heartbeat at which a participant is stale.");

    public static readonly ConfigurationKey<int> GoneAfterSeconds = new(
        "presence.gone_after_seconds",
        ConfigurationTypes.Whole(1, DaySeconds, "seconds"),
        () => (int)Standard.Thresholds.GoneAfter.TotalSeconds,
        "The age of the last heartbeat at which a participant is gone.");

    public static readonly ConfigurationKey<int> StepStuckAfterMinutes = new(
        "presence.step_stuck_after_minutes",
        ConfigurationTypes.Whole(1, YearMinutes, "minutes"),
        () => (int)Standard.Thresholds.StepStuckAfter.TotalMinutes,
        "How long a step runs until its participant looks stuck.");

    public static readonly ConfigurationKey<int> ProgressStuckAfterMinutes = new(
        "presence.progress_stuck_after_minutes",
        ConfigurationTypes.Whole(1, YearMinutes, "minutes"),
        () => (int)Standard.Thresholds.ProgressStuckAfter.TotalMinutes,
        "How long a participant is alive without a step and without work until it looks stuck.");

    public static readonly ConfigurationKey<int> ReapPeopleAfterMinutes = new(
        "presence.reap_people_after_minutes",
        ConfigurationTypes.Whole(0, YearMinutes, "minutes"),
        () => (int)(Standard.ReapPeopleAfter?.TotalMinutes ?? 0),
        "How long a person says nothing at all before the server ends its part, with the reason timeout; 0 is never. Whoever was ended may join again.");

    public static readonly ConfigurationKey<int> ReapContextsAfterMinutes = new(
        "presence.reap_contexts_after_minutes",
        ConfigurationTypes.Whole(0, YearMinutes, "minutes"),
        () => (int)(Standard.ReapContextsAfter?.TotalMinutes ?? 0),
        "How long an LLM context says nothing at all before the server ends its part, with the reason timeout; 0 is never. Whoever was ended may join again.");

    public static readonly ConfigurationKey<int> WarningDueMinutes = new(
        "presence.warning_due_minutes",
        ConfigurationTypes.Whole(1, YearMinutes, "minutes"),
        () => (int)Standard.WarningDue.TotalMinutes,
        "How long nobody has to answer a warning before it is shown as overdue.");

    /// <summary>Every key of the section, in the order to list them.</summary>
    public static readonly IReadOnlyList<ConfigurationKey> All =
    [
        HeartbeatSeconds, StaleAfterSeconds, GoneAfterSeconds, StepStuckAfterMinutes, ProgressStuckAfterMinutes, ReapPeopleAfterMinutes, ReapContextsAfterMinutes, WarningDueMinutes,
    ];

    /// <summary>The options that a configuration without faults means.</summary>
    public static PresenceOptions ToOptions(ServerConfiguration configuration) => new()
    {
        Thresholds = new()
        {
            HeartbeatEvery = TimeSpan.FromSeconds(configuration.Get(HeartbeatSeconds)),
            StaleAfter = TimeSpan.FromSeconds(configuration.Get(StaleAfterSeconds)),
            GoneAfter = TimeSpan.FromSeconds(configuration.Get(GoneAfterSeconds)),
            StepStuckAfter = TimeSpan.FromMinutes(configuration.Get(StepStuckAfterMinutes)),
            ProgressStuckAfter = TimeSpan.FromMinutes(configuration.Get(ProgressStuckAfterMinutes)),
        },
        WarningDue = TimeSpan.FromMinutes(configuration.Get(WarningDueMinutes)),
        ReapPeopleAfter = LimitOf(configuration.Get(ReapPeopleAfterMinutes)),
        ReapContextsAfter = LimitOf(configuration.Get(ReapContextsAfterMinutes)),
    };

    private static TimeSpan? LimitOf(int minutes) => minutes == 0 ? null : TimeSpan.FromMinutes(minutes);
}
