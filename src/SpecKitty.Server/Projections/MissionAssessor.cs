using SpecKitty.Events.Collaboration;
using SpecKitty.Events.Collaboration.Presence;
using SpecKitty.Events.Collaboration.Warnings;

namespace SpecKitty.Server.Projections;

/// <summary>Judges missions by the server's clock and configuration: the one place that every view asks, so that all say the same.</summary>
internal sealed class MissionAssessor(PresenceOptions options, TimeProvider time)
{
    /// <summary>What missions are judged by.</summary>
    public PresenceOptions Options => options;

    /// <summary>Judges a mission.</summary>
    /// <param name="snapshot">The mission.</param>
    /// <param name="isPast">Whether it is shown as it was: then it is judged as of the moment at which its newest event came.</param>
    public MissionAssessment Assess(MissionSnapshot snapshot, bool isPast = false)
    {
        var now = time.GetUtcNow();
        var asOf = isPast ? snapshot.ReceivedAt ?? now : now;
        return new MissionAssessment(
            now,
            asOf,
            snapshot.Pulses.ToDictionary(entry => entry.Key, entry => PresenceAssessment.Assess(entry.Value, options.Thresholds, asOf), StringComparer.Ordinal),
            AssessWarnings(snapshot, snapshot.Warnings.Shown, asOf),
            options);
    }

    /// <summary>Judges warnings of a mission as of now.</summary>
    /// <param name="snapshot">The mission.</param>
    /// <param name="warnings">Warnings of its state.</param>
    public IReadOnlyList<WarningStatus> AssessWarnings(MissionSnapshot snapshot, IEnumerable<WarningEntry> warnings) => AssessWarnings(snapshot, warnings, time.GetUtcNow());

    private IReadOnlyList<WarningStatus> AssessWarnings(MissionSnapshot snapshot, IEnumerable<WarningEntry> warnings, DateTimeOffset asOf) =>
    [
        .. warnings.Select(warning => WarningAssessment.Assess(
            warning,
            snapshot.State,
            snapshot.Departures,
            asOf,
            options.WarningDue,
            snapshot.WarningsRaised.TryGetValue(warning.WarningId, out var received) ? received : null)),
    ];
}
