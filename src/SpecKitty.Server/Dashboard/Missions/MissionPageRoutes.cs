using System.Globalization;
using SpecKitty.Server.Dashboard.Following;
using SpecKitty.Server.Dashboard.Visiting;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Dashboard.Missions;

/// <summary>The page of a mission, now or as it was, and what keeps it live.</summary>
internal static class MissionPageRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(PageAddress.MissionPattern, ShowAsync).WithMetadata(PageAccess.OfMission);
        routes.MapGet(PageAddress.MissionPattern + "warnings/", ShowWarningsAsync).WithMetadata(PageAccess.OfMission);
        routes.MapGet(PageAddress.MissionPattern + "live/", FollowAsync).WithMetadata(PageAccess.OfMission);
    }

    private static async Task ShowAsync(HttpContext context, MissionPages pages, string projectUuid, string missionId)
    {
        if (await PageLookup.FindMissionAsync(context, projectUuid, missionId) is not { } mission)
        {
            return;
        }

        // Whatever is no number shows the present: an address is often typed, or cut.
        await (long.TryParse(context.Request.Query["at"], NumberStyles.None, CultureInfo.InvariantCulture, out var sequence)
            ? pages.WriteAsync(context, mission, sequence)
            : pages.WriteAsync(context, mission, context.Request.Query["reply"] is [{ Length: > 0 } replyTo] ? replyTo : null));
    }

    private static async Task ShowWarningsAsync(HttpContext context, MissionWarningPages pages, string projectUuid, string missionId)
    {
        if (await PageLookup.FindMissionAsync(context, projectUuid, missionId) is { } mission)
        {
            await pages.WriteAsync(context, mission);
        }
    }

    private static async Task FollowAsync(HttpContext context, MissionPageFeeds feeds, PageStream stream, MissionReaders readers, IEventLog log, string projectUuid, string missionId)
    {
        if (await PageLookup.FindMissionAsync(context, projectUuid, missionId) is { } mission && await log.FindProjectAsync(mission.ProjectId, context.RequestAborted) is { } project)
        {
            var principal = context.Visitor().Principal;
            await stream.FollowAsync(
                context,
                mission.ProjectId,
                (reader, cancellationToken) => feeds.Of(mission).RenderPartsAsync(reader.Principal, cancellationToken),
                cancellationToken => readers.FindAgainAsync(principal, mission, project, cancellationToken));
        }
    }
}
