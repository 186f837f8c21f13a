using SpecKitty.Events.Collaboration.Presence;
using SpecKitty.Events.Collaboration.Warnings;

namespace SpecKitty.Server.Projections;

/// <summary>How participants and warnings are judged, and who is taken for gone for good.</summary>
internal sealed record PresenceOptions
{
    /// <summary>From when on a participant is stale, gone or stuck.</summary>
    public PresenceThresholds Thresholds { get; init; } = PresenceThresholds.Default;

    /// <summary>How long nobody has to answer a warning before it is overdue.</summary>
    public TimeSpan WarningDue { get; init; } = WarningAssessment.DefaultDue;

    /// <summary>How long a person is silent before the server ends its part; null for never.</summary>
    public TimeSpan? ReapPeopleAfter { get; init; }

    /// <summary>How long an LLM context is silent before the server ends its part; null for never.</summary>
    public TimeSpan? ReapContextsAfter { get; init; } = TimeSpan.FromMinutes(15);
}
