using SpecKitty.Server.Api.Messages;
using SpecKitty.Server.Api.OpenApi;
using SpecKitty.Server.Projections;

namespace SpecKitty.Server.Api;

/// <summary>The board of a project, now or as it was.</summary>
internal static class BoardRoutes
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/api/v1/projects/{projectUuid}/board/", ReadAsync)
        .Describe("readBoard", ApiTags.Projects, "Shows the work packages of a project by lane, now or as it was.", "members of the team, viewers too")
        .OfProject()
        .AsItWas()
        .Answers<BoardAnswer>(200, "The board.");

    private static async Task ReadAsync(HttpContext context, ProjectProjections projections, string projectUuid)
    {
        var query = new QueryReader(context.Request.Query);
        var atSequence = query.Number("at_sequence");
        var atClock = query.Number("at_clock");
        if (!await query.IsValidAsync(context) || await ProjectLookup.FindAsync(context, projectUuid) is not { } project)
        {
            return;
        }

        var snapshot = atSequence is null && atClock is null
            ? await projections.ReadBoardAsync(project.ProjectId, context.RequestAborted)
            : await projections.ReadBoardAtAsync(project.ProjectId, atSequence, atClock, context.RequestAborted);
        await ApiJson.WriteAsync(context, BoardAnswer.Of(project.ProjectId, snapshot));
    }
}
