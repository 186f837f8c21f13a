using SpecKitty.Events.Collaboration;
using SpecKitty.Events.Values;
using SpecKitty.Server.Dashboard.Missions;
using SpecKitty.Server.Dashboard.Visiting;
using SpecKitty.Server.Demo;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Dashboard.Acting;

/// <summary>What people do on the page of a mission: forms that post, and send the browser back to the page.</summary>
internal static class MissionActionRoutes
{
    private const string Acknowledge = PageAddress.MissionPattern + "acknowledge/";
    private const string Comments = PageAddress.MissionPattern + "comments/";
    private const string Join = PageAddress.MissionPattern + "join/";
    private const string Leave = PageAddress.MissionPattern + "leave/";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost(Acknowledge, AcknowledgeAsync).WithMetadata(PageAccess.OfMission);
        routes.MapPost(Comments, CommentAsync).WithMetadata(PageAccess.OfComments);
        routes.MapPost(Join, JoinAsync).WithMetadata(PageAccess.OfMission);
        routes.MapPost(Leave, LeaveAsync).WithMetadata(PageAccess.OfMission);
        routes.MapPost(PageAddress.EnterDemo, EnterDemoAsync).WithMetadata(PageAccess.Entry);

        // A complaint is shown at the deed's address: who loads that again is shown the mission.
        foreach (var deed in new[] { Acknowledge, Comments, Join, Leave })
        {
            routes.MapGet(deed, GoBackAsync).WithMetadata(PageAccess.OfMission);
        }
    }

    private static async Task GoBackAsync(HttpContext context, string projectUuid, string missionId)
    {
        if (await PageLookup.FindMissionAsync(context, projectUuid, missionId) is { } mission)
        {
            PageWriter.Redirect(context, PageAddress.Mission(mission.ProjectId, mission.MissionId));
        }
    }

    private static Task AcknowledgeAsync(HttpContext context, MissionActions actions, string projectUuid, string missionId)
        => ActAsync(context, projectUuid, missionId, "warnings", async mission =>
        {
            var answer = Vocabulary<Acknowledgement>.Instance.TryParse(context.Request.Form["answer"].ToString(), out var read) ? read : (Acknowledgement?)null;
            return answer is null
                ? "The answer must be continue, hold, reassign or defer."
                : await actions.AcknowledgeAsync(context.SignedIn(), mission, Text(context.Request.Query["as"]), Text(context.Request.Query["warning"]), answer.Value, context.RequestAborted);
        });

    private static Task CommentAsync(HttpContext context, MissionActions actions, string projectUuid, string missionId)
        => ActAsync(context, projectUuid, missionId, "say", mission =>
        {
            var form = context.Request.Form;
            var replyTo = Text(form["reply_to"]);
            return actions.CommentAsync(context.SignedIn(), mission, Text(form["as"]), Text(form["content"]), replyTo.Length == 0 ? null : replyTo, context.RequestAborted);
        });

    private static Task JoinAsync(HttpContext context, MissionActions actions, string projectUuid, string missionId)
        => ActAsync(context, projectUuid, missionId, "you", mission =>
        {
            var known = Text(context.Request.Query["as"]);
            return actions.JoinAsync(context.SignedIn(), mission, known.Length == 0 ? null : known, Text(context.Request.Form["name"]), context.RequestAborted);
        });

    private static Task LeaveAsync(HttpContext context, MissionActions actions, string projectUuid, string missionId)
        => ActAsync(context, projectUuid, missionId, "you", mission => actions.LeaveAsync(context.SignedIn(), mission, Text(context.Request.Query["as"]), context.RequestAborted));

    private static async Task EnterDemoAsync(HttpContext context, DemoStage demo, DemoGuest guest, PageWriter pages)
    {
        if (demo.Mission is not { } mission)
        {
            await pages.WriteFaultAsync(context, StatusCodes.Status404NotFound, "There is no demo", "This server plays no demo. Sign in to take part in missions.");
            return;
        }

        await EntryRoutes.GoOnAsync(
            context,
            context.Visitor().Principal is null ? await guest.EnterAsync(context.RequestAborted) : null,
            $"{PageAddress.Mission(mission.ProjectId, mission.MissionId)}#you",
            KeptComments.Find(context));
    }

    private static async Task ActAsync(HttpContext context, string projectUuid, string missionId, string place, Func<MissionRecord, Task<string?>> act)
    {
        // The demo shows itself to strangers; it takes nothing from them.
        if (context.Visitor().Principal is null)
        {
            await context.RequestServices.GetRequiredService<SignInPages>().SendAsync(context);
            return;
        }

        if (await PageLookup.FindMissionAsync(context, projectUuid, missionId) is not { } mission)
        {
            return;
        }

        if (await act(mission) is { } complaint)
        {
            var form = context.Request.Form;
            var replyTo = Text(form["reply_to"]);
            await context.RequestServices.GetRequiredService<MissionPages>().WriteAsync(context, mission, replyTo.Length == 0 ? null : replyTo, Text(form["content"]), complaint);
            return;
        }

        PageWriter.Redirect(context, $"{PageAddress.Mission(mission.ProjectId, mission.MissionId)}#{place}");
    }

    private static string Text(Microsoft.Extensions.Primitives.StringValues values) => values is [{ } only] ? only : "";
}
