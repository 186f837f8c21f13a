using SpecKitty.Server.Dashboard.Visiting;

namespace SpecKitty.Server.Dashboard;

/// <summary>The page of a mission, and what keeps it live.</summary>
internal static class MissionPageRoutes
{
    private const string Mission = "/projects/{projectUuid}/missions/{missionId}/";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Mission, ShowAsync).WithMetadata(PageAccess.OfMission);
        routes.MapGet(Mission + "live/", FollowAsync).WithMetadata(PageAccess.OfMission);
    }

    private static async Task ShowAsync(HttpContext context, MissionPages pages, string projectUuid, string missionId)
    {
        if (await PageLookup.FindMissionAsync(context, projectUuid, missionId) is { } mission)
        {
            await pages.WriteAsync(context, mission);
        }
    }

    private static async Task FollowAsync(HttpContext context, MissionPageFeeds feeds, MissionPageStream stream, MissionReaders readers, string projectUuid, string missionId)
    {
        if (await PageLookup.FindMissionAsync(context, projectUuid, missionId) is { } mission)
        {
            var principal = context.Visitor().Principal;
            await stream.FollowAsync(context, feeds.Of(mission), cancellationToken => readers.MayStillReadAsync(principal, mission, cancellationToken));
        }
    }
}
