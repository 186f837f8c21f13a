using SpecKitty.Events.Collaboration.Warnings;

namespace SpecKitty.Server.Projections;

/// <summary>A mission in numbers.</summary>
/// <param name="Sequence">The project's sequence of the newest event in it.</param>
/// <param name="Participants">How many take part.</param>
/// <param name="Drivers">How many of them drive.</param>
/// <param name="OpenWarnings">How many warnings wait for an answer, of those that are shown in full.</param>
/// <param name="RunningSteps">How many steps run.</param>
internal sealed record MissionSummary(long Sequence, int Participants, int Drivers, int OpenWarnings, int RunningSteps)
{
    /// <summary>The numbers of a mission that nothing has happened in.</summary>
    public static MissionSummary Empty { get; } = new(0, 0, 0, 0, 0);

    public static MissionSummary Of(MissionSnapshot snapshot) => new(
        snapshot.Sequence,
        snapshot.State.Participants.Count,
        snapshot.State.ActiveDrivers.Count,
        snapshot.Warnings.Shown.Count(warning => WarningAssessment.StandingOf(warning, snapshot.State, snapshot.Departures) != WarningStanding.Settled),
        snapshot.State.ExecutionDetails.Values.Sum(runs => runs.Count));
}
