using SpecKitty.Server.Api.OpenApi;
using SpecKitty.Server.Feeds;
using SpecKitty.Server.Live;
using SpecKitty.Server.Live.Streams;

namespace SpecKitty.Server.Api;

/// <summary>The streams of server-sent events: this finds out what one follows, who may, and where it goes on.</summary>
internal static class StreamRoutes
{
    private const string LastEventId = "Last-Event-ID";
    private const string Kind = "stream";

    public static void Map(IEndpointRouteBuilder routes)
    {
        Describe(
            routes.MapGet("/api/v1/missions/{missionId}/stream/", FollowMissionAsync).WithMetadata(BearerRequired.ParticipantsToo),
            "streamMission",
            "Streams a mission: how it stands, then every event as it is stored.",
            "members of the team, viewers too; a participant token of the mission")
            .OfMission();
        Describe(
            routes.MapGet("/api/v1/projects/{projectUuid}/stream/", FollowProjectAsync),
            "streamProject",
            "Streams a project: its missions and its board, then every event as it is stored.",
            "members of the team, viewers too")
            .OfProject();
    }

    private static IEndpointConventionBuilder Describe(IEndpointConventionBuilder route, string name, string summary, string who) => route
        .Describe(
            name,
            ApiTags.Events,
            summary,
            who,
            "Server-sent events: a snapshot first, then messages named event whose id is the sequence of the project, and after a restore gGENERATION-SEQUENCE; on the stream of a mission also messages named change, when a participant or a warning is judged differently. Who comes back with the last id as Last-Event-ID, or as after, gets what came since and no snapshot; a cursor that the log has not reached, or of another generation, gets a snapshot.")
        .WithQuery("after", "The id to go on behind, for readers that cannot send Last-Event-ID; that header counts before it.", ParameterValue.Text)
        .WithHeader(LastEventId, "The id of the last message that came, to go on behind it.", ParameterValue.Text)
        .AnswersStream("Messages, until one end closes the connection.")
        .RefusesTooMany("The caller has as many streams open as are allowed.");

    private static async Task FollowMissionAsync(HttpContext context, SubscriberPlaces places, StreamServices services, string missionId)
    {
        var query = new QueryReader(context.Request.Query);
        var projectId = query.Project();
        var after = ReadCursor(context, query);
        if (!await query.IsValidAsync(context) || await MissionLookup.FindAsync(context, missionId, projectId) is not { } mission)
        {
            return;
        }

        // The same answer whether the mission's project is another team's by now or nobody's.
        if (await services.Log.FindProjectAsync(mission.ProjectId, context.RequestAborted) is not { } project || !LiveRights.MayFollow(context.Principal(), new LiveSubject(project, mission, null)))
        {
            await ApiError.WriteAsync(context, 404, "No such mission", "None of your projects has a mission of this id; GET /api/v1/missions/ lists those that there are.");
            return;
        }

        await FollowAsync(context, places, services, LiveSubject.At(project, mission, after, services.Log.Generation));
    }

    private static async Task FollowProjectAsync(HttpContext context, SubscriberPlaces places, StreamServices services, string projectUuid)
    {
        var query = new QueryReader(context.Request.Query);
        var after = ReadCursor(context, query);
        if (await query.IsValidAsync(context) && await ProjectLookup.FindAsync(context, projectUuid) is { } project)
        {
            await FollowAsync(context, places, services, LiveSubject.At(project, null, after, services.Log.Generation));
        }
    }

    // A browser that reconnects still asks the address that it began with: what it has got since counts.
    private static LogCursor? ReadCursor(HttpContext context, QueryReader query)
    {
        var after = query.Cursor("after");
        var header = context.Request.Headers[LastEventId].ToString();
        return header.Length == 0 ? after : query.Cursor(LastEventId, header);
    }

    private static async Task FollowAsync(HttpContext context, SubscriberPlaces places, StreamServices services, LiveSubject subject)
    {
        var limits = services.Limits;
        using var place = places.TryTake(Kind, context.Principal().PrincipalId, limits.StreamsPerPrincipal, out var isFull);
        if (place is null)
        {
            var wait = (int)limits.HeartbeatEvery.TotalSeconds;
            await (isFull
                ? ApiError.WriteAsync(context, 503, "Server full", "As many follow logs on this server as it lets in: try again later, or another server.", wait)
                : ApiError.WriteAsync(context, 429, "Too many streams", $"You have {limits.StreamsPerPrincipal} streams open on this server, which is all that are allowed: close one first.", wait));
            return;
        }

        // A server that is stopping tells when to come back and ends the stream: browsers would not come back to one that refuses.
        await new EventStream(context, context.Principal(), subject, services).RunAsync();
    }
}
