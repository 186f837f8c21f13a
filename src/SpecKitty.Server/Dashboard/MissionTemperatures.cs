using SpecKitty.Events.Collaboration.Warnings;
using SpecKitty.Server.Dashboard.Views;
using SpecKitty.Server.Projections;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Dashboard;

/// <summary>Says how much is going on in missions, for lists of them.</summary>
/// <remarks>Each mission costs a snapshot of its projection and one row of the log, so that a list shows <see cref="Most"/> at a time.</remarks>
internal sealed class MissionTemperatures(ProjectProjections projections, IEventLog log, TimeProvider time)
{
    /// <summary>How many missions one page may ask for.</summary>
    public const int Most = 24;

    private static readonly TimeSpan HotFor = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan WarmFor = TimeSpan.FromDays(1);

    /// <summary>The missions with their temperatures, in the same order.</summary>
    public async Task<IReadOnlyList<MissionCardView>> ReadAsync(IReadOnlyList<MissionRecord> missions, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(missions.Count, Most);
        var cards = new List<MissionCardView>(missions.Count);
        foreach (var mission in missions)
        {
            cards.Add(await ReadAsync(mission, cancellationToken));
        }

        return cards;
    }

    private async Task<MissionCardView> ReadAsync(MissionRecord mission, CancellationToken cancellationToken)
    {
        var snapshot = await projections.ReadAsync(new MissionKey(mission.ProjectId, mission.MissionId), cancellationToken);
        var state = snapshot.State;
        var last = snapshot.Sequence == 0
            ? null
            : (await log.ReadAsync(mission.ProjectId, new EventQuery { AfterSequence = snapshot.Sequence - 1, UpToSequence = snapshot.Sequence, WithRemoved = true }, cancellationToken)).SingleOrDefault();
        return new MissionCardView
        {
            Title = VisibleText.Of(mission.Title),
            MissionId = mission.MissionId,
            Address = PageAddress.Mission(mission.ProjectId, mission.MissionId),
            Participants = [.. ParticipantViews.Of(state, time.GetUtcNow()).Values.Where(participant => !participant.HasLeft)],
            Drivers = state.ActiveDrivers.Count,
            OpenWarnings = state.Warnings.Count(warning => WarningAssessment.StandingOf(warning, state.Participants) != WarningStanding.Settled),
            RunningSteps = state.ExecutionDetails.Sum(entry => entry.Value.Count),
            LastActivity = last?.ReceivedAt,
            Heat = HeatOf(last?.ReceivedAt),
        };
    }

    private MissionHeat HeatOf(DateTimeOffset? last) => last is null ? MissionHeat.New
        : time.GetUtcNow() - last < HotFor ? MissionHeat.Hot
        : time.GetUtcNow() - last < WarmFor ? MissionHeat.Warm
        : MissionHeat.Quiet;
}
