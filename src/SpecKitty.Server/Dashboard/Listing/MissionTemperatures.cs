using SpecKitty.Server.Dashboard.Views;
using SpecKitty.Server.Dashboard.Views.Listing;
using SpecKitty.Server.Projections;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Dashboard.Listing;

/// <summary>Shows how much is going on in the missions of a list.</summary>
internal sealed class MissionTemperatures(MissionSummaries summaries, TimeProvider time)
{
    /// <summary>How many missions one page shows: no more than a list looks at when all of them have changed.</summary>
    public const int Most = MissionSummaries.MostLooks;

    private static readonly TimeSpan HotFor = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan WarmFor = TimeSpan.FromDays(1);

    /// <summary>The missions with their temperatures, in the same order.</summary>
    public async Task<IReadOnlyList<MissionCardView>> ReadAsync(IReadOnlyList<MissionRecord> missions, CancellationToken cancellationToken)
        => [.. missions.Zip(await summaries.ReadAsync(missions, cancellationToken), Show)];

    private MissionCardView Show(MissionRecord mission, MissionTemperature temperature) => new()
    {
        Title = VisibleText.Of(mission.Title),
        MissionId = mission.MissionId,
        Address = PageAddress.Mission(mission.ProjectId, mission.MissionId),
        Counts = temperature.Summary is { } summary ? new MissionCountsView(summary.Participants, summary.Drivers, summary.OpenWarnings, summary.RunningSteps) : null,
        LastActivity = temperature.LastActivityAt,
        Heat = HeatOf(temperature.LastActivityAt),
    };

    private MissionHeat HeatOf(DateTimeOffset? last) => (time.GetUtcNow() - last) switch
    {
        null => MissionHeat.New,
        { } since when since < HotFor => MissionHeat.Hot,
        { } since when since < WarmFor => MissionHeat.Warm,
        _ => MissionHeat.Quiet,
    };
}
