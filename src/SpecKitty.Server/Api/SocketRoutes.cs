using SpecKitty.Server.Api.Messages;
using SpecKitty.Server.Api.OpenApi;
using SpecKitty.Server.Feeds;
using SpecKitty.Server.Live;
using SpecKitty.Server.Live.Sockets;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Api;

/// <summary>The socket over which events come and go as they happen: this finds out what it follows and who may.</summary>
internal static class SocketRoutes
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/ws/v1/events/", FollowAsync).WithMetadata(BearerRequired.Socket)
        .Describe(
            "followEvents",
            ApiTags.Events,
            "Opens a web socket over which the events of a mission, a project or all of one's projects come and go.",
            "members of the project's team, viewers too; a participant token for its mission",
            "It opens with a token of POST /api/v1/ws-token/, or with any token that stands before a request. The server sends a snapshot, then every event as it is stored, and pings that want pongs; a text frame with one envelope is taken in like a batch of one.")
        .WithQuery("project", "The project to follow; left out without mission, every project of the caller's teams, at most 100, or a participant token's mission.", ParameterValue.Uuid)
        .WithQuery("mission", "The mission to follow; left out, the whole project.", ParameterValue.Text)
        .WithQuery("after", "The sequence of the project to go on behind; left out, only what is new is sent.", ParameterValue.Number())
        .AnswersNothing(101, "The connection is a web socket from here on.", AnswerHeader.Upgrade)
        .Refuses(404, "None of the caller's teams has a project of this UUID, or no project of theirs a mission of this id.")
        .Answers<ConflictAnswer>(409, "Several of the caller's projects have a mission of this id; projects names them, to choose one with project.")
        .Refuses(426, "The request is none of a web socket client.", AnswerHeader.Upgrade)
        .RefusesTooMany("The caller has as many sockets open as are allowed.");

    private static async Task FollowAsync(HttpContext context, SubscriberPlaces places, SocketServices services)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            context.Response.Headers.Upgrade = "websocket";
            await ApiError.WriteAsync(context, 426, "Upgrade required", "This address is a web socket: connect with a web socket client.");
            return;
        }

        var (isFound, subject) = await FindSubjectAsync(context, services.Log);
        if (!isFound)
        {
            return;
        }

        var principal = context.Principal();
        using var place = places.TryTake("socket", principal.PrincipalId, services.Limits.ConnectionsPerPrincipal, out var isFull);
        if (place is null)
        {
            await RefuseAsync(context, services.Limits, isFull);
            return;
        }

        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        await new SocketSession(socket, principal, subject, services).RunAsync(context.RequestAborted);
    }

    private static Task RefuseAsync(HttpContext context, SocketLimits limits, bool isFull)
    {
        var wait = (int)limits.PingEvery.TotalSeconds;
        return isFull
            ? ApiError.WriteAsync(context, 503, "Server full", "As many follow logs on this server as it lets in: try again later, or another server.", wait)
            : ApiError.WriteAsync(context, 429, "Too many sockets", $"You have {limits.ConnectionsPerPrincipal} sockets open, which is all that are allowed: close one first.", wait);
    }

    // Without a word about what to follow, a participant's token means its mission, and any other every project of the caller's teams.
    private static async Task<(bool IsFound, LiveSubject? Subject)> FindSubjectAsync(HttpContext context, IEventLog log)
    {
        var query = new QueryReader(context.Request.Query);
        var projectId = query.Project();
        var after = query.Cursor("after");
        var missionId = context.Request.Query["mission"].ToString();
        var scope = context.Principal().Scope;
        var isOfAll = missionId.Length == 0 && !context.Request.Query.ContainsKey("project");
        if (isOfAll && context.Request.Query.ContainsKey("after"))
        {
            query.Fault("after is a sequence of one project: name the project with project, or a mission with mission.");
        }

        if (!await query.IsValidAsync(context))
        {
            return default;
        }

        if (isOfAll && scope is null)
        {
            return (true, null);
        }

        if (missionId.Length == 0 && !isOfAll)
        {
            if (scope is null)
            {
                return await FindAsync(context, log, projectId!.Value, null, after);
            }

            await ApiError.WriteAsync(context, 403, "Insufficient permissions", scope.Refusal);
            return default;
        }

        return await MissionLookup.FindAsync(context, isOfAll ? scope!.MissionId : missionId, isOfAll ? scope!.ProjectId : projectId) is { } mission
            ? await FindAsync(context, log, mission.ProjectId, mission, after)
            : default;
    }

    // The same answer whether the project is another team's or nobody's.
    private static async Task<(bool IsFound, LiveSubject? Subject)> FindAsync(HttpContext context, IEventLog log, Guid projectId, MissionRecord? mission, LogCursor? after)
    {
        if (await log.FindProjectAsync(projectId, context.RequestAborted) is { } project
            && LiveSubject.At(project, mission, after, log.Generation) is var subject && LiveRights.MayFollow(context.Principal(), subject))
        {
            return (true, subject);
        }

        await ApiError.WriteAsync(context, 404, "No such project", "None of your teams has a project of this UUID.");
        return default;
    }
}
