using SpecKitty.Server.Live;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Api;

/// <summary>The socket over which events come and go as they happen: this finds out what it follows and who may.</summary>
internal static class SocketRoutes
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/ws/v1/events/", FollowAsync).WithMetadata(BearerRequired.ToOpenSocket);

    private static async Task FollowAsync(HttpContext context, SocketConnections connections, SocketServices services)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            context.Response.Headers.Upgrade = "websocket";
            await ApiError.WriteAsync(context, 426, "Upgrade required", "This address is a web socket: connect with a web socket client.");
            return;
        }

        if (await FindSubjectAsync(context, services.Log) is not { } subject)
        {
            return;
        }

        var principal = context.Principal();
        using var place = connections.TryOpen(principal.PrincipalId);
        if (place is null)
        {
            context.Response.Headers.RetryAfter = $"{(int)services.Limits.PingEvery.TotalSeconds}";
            await ApiError.WriteAsync(context, 429, "Too many sockets", $"You have {services.Limits.ConnectionsPerPrincipal} sockets open, which is all that are allowed: close one first.");
            return;
        }

        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        await new SocketSession(socket, principal, subject, services).RunAsync(context.RequestAborted);
    }

    private static async Task<SocketSubject?> FindSubjectAsync(HttpContext context, IEventLog log)
    {
        var query = new QueryReader(context.Request.Query);
        var projectId = query.Project();
        var after = query.Number("after");
        var missionId = context.Request.Query["mission"].ToString();
        if (missionId.Length == 0 && !context.Request.Query.ContainsKey("project"))
        {
            query.Fault("project is missing: name the project that you want to follow by its UUID, or a mission with mission.");
        }

        if (!await query.IsValidAsync(context))
        {
            return null;
        }

        MissionRecord? mission = null;
        if (missionId.Length > 0)
        {
            mission = await MissionLookup.FindAsync(context, missionId, projectId);
            if (mission is null)
            {
                return null;
            }
        }

        if (mission is null && context.Principal().Scope is { } scope)
        {
            await ApiError.WriteAsync(context, 403, "Insufficient permissions", scope.Refusal);
            return null;
        }

        // The same answer whether the project is another team's or nobody's.
        if (await log.FindProjectAsync(mission?.ProjectId ?? projectId!.Value, context.RequestAborted) is not { } project
            || !SocketRights.MayFollow(context.Principal(), project, mission))
        {
            await ApiError.WriteAsync(context, 404, "No such project", "None of your teams has a project of this UUID.");
            return null;
        }

        return new SocketSubject(project, mission, after);
    }
}
