using System.Globalization;
using System.IO.Pipelines;
using SpecKitty.Server.Api.Messages;
using SpecKitty.Server.Api.OpenApi;
using SpecKitty.Server.Feeds;

namespace SpecKitty.Server.Api;

/// <summary>The logs over HTTP: pages by cursor as JSON, or everything as lines.</summary>
internal static class EventRoutes
{
    private const string Lines = "application/x-ndjson";

    public static void Map(IEndpointRouteBuilder routes)
    {
        Describe(routes.MapGet("/api/v1/events/", ReadProjectAsync), "readProjectEvents", "Reads the log of a project.", "members of the team, viewers too")
            .WithQuery("project", "The project.", ParameterValue.Uuid, isRequired: true)
            .Refuses(404, "None of the caller's teams has a project of this UUID.");
        Describe(
            routes.MapGet("/api/v1/missions/{missionId}/events/", ReadMissionAsync).WithMetadata(BearerRequired.ParticipantsToo),
            "readMissionEvents",
            "Reads the log of a mission.",
            "members of the team, viewers too; a participant token of the mission")
            .OfMission();
    }

    private static IEndpointConventionBuilder Describe(IEndpointConventionBuilder route, string name, string summary, string who) => route
        .Describe(name, ApiTags.Events, summary, who, "Page by page as JSON; or all of it from after on as lines, with Accept: application/x-ndjson.")
        .WithQuery("after", "The sequence to begin behind: 0 for the beginning, then the next_after of the page before.", ParameterValue.Number(otherwise: 0))
        .WithQuery("generation", "The generation of the page that next_after is of. Another one than the log has is answered with 410, unless after is 0.", ParameterValue.Number(LogCursor.First, otherwise: LogCursor.First))
        .WithQuery("limit", "How many events at most in a page; lines have no limit.", ParameterValue.Number(1, EventFeed.MaximumLimit, EventFeed.DefaultLimit))
        .Answers<EventPageAnswer>(200, "A page of the log, or all of it as lines.", Lines)
        .Refuses(410, "The database was restored from a backup, and after is of a log that is gone: start over with after=0.");

    private static async Task ReadProjectAsync(HttpContext context, EventFeed feed)
    {
        var query = new QueryReader(context.Request.Query);
        var projectId = query.Project();
        if (projectId is null && !context.Request.Query.ContainsKey("project"))
        {
            query.Fault("project is missing: name the project whose log you want by its UUID.");
        }

        if (await ReadCursorAsync(context, feed, query) is not var (after, limit))
        {
            return;
        }

        if (await ProjectLookup.FindAsync(context, projectId) is { } project)
        {
            await WriteAsync(context, feed, project.ProjectId, null, after, limit);
        }
    }

    private static async Task ReadMissionAsync(HttpContext context, EventFeed feed, string missionId)
    {
        var query = new QueryReader(context.Request.Query);
        var projectId = query.Project();
        if (await ReadCursorAsync(context, feed, query) is var (after, limit) && await MissionLookup.FindAsync(context, missionId, projectId) is { } mission)
        {
            await WriteAsync(context, feed, mission.ProjectId, mission.MissionId, after, limit);
        }
    }

    private static async Task<(long After, int Limit)?> ReadCursorAsync(HttpContext context, EventFeed feed, QueryReader query)
    {
        var after = query.Number("after") ?? 0;
        var generation = query.Number("generation", LogCursor.First) ?? LogCursor.First;
        var limit = (int)(query.Number("limit", 1, EventFeed.MaximumLimit) ?? EventFeed.DefaultLimit);
        if (!await query.IsValidAsync(context))
        {
            return null;
        }

        if (new LogCursor(generation, after).IsOf(feed.Generation))
        {
            return (after, limit);
        }

        await ApiError.WriteAsync(
            context,
            410,
            "Log restored",
            string.Create(CultureInfo.InvariantCulture, $"after={after} is of generation {generation} of the log, and the log was restored from a backup since: it is of generation {feed.Generation}. Start over with after=0, then send the generation of each page with its next_after."));
        return null;
    }

    private static async Task WriteAsync(HttpContext context, EventFeed feed, Guid projectId, string? missionId, long after, int limit)
    {
        if (WantsLines(context.Request))
        {
            await WriteLinesAsync(context, feed, projectId, missionId, after);
            return;
        }

        var page = await feed.ReadPageAsync(projectId, missionId, after, limit, context.RequestAborted);
        await ApiJson.WriteAsync(context, new EventPageAnswer
        {
            Events = [.. page.Events.Select(StoredEventAnswer.Of)],
            NextAfter = page.NextAfter,
            Generation = feed.Generation,
            HasMore = page.HasMore,
        });
    }

    private static bool WantsLines(HttpRequest request)
        => request.Headers.Accept.ToString().Contains(Lines, StringComparison.OrdinalIgnoreCase);

    // The envelopes alone, so that the lines are a log that every reducer takes.
    private static async Task WriteLinesAsync(HttpContext context, EventFeed feed, Guid projectId, string? missionId, long after)
    {
        context.Response.ContentType = Lines;
        context.Response.Headers.CacheControl = "no-store";
        await foreach (var events in feed.ReadAllAsync(projectId, missionId, after, context.RequestAborted))
        {
            foreach (var stored in events)
            {
                WriteLine(context.Response.BodyWriter, stored.Envelope.Span);
            }

            await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
        }
    }

    // A line break can only stand between the tokens of an envelope; a space there means the same.
    private static void WriteLine(PipeWriter writer, ReadOnlySpan<byte> envelope)
    {
        var line = writer.GetSpan(envelope.Length + 1);
        envelope.CopyTo(line);
        line = line[..(envelope.Length + 1)];
        line.Replace((byte)'\n', (byte)' ');
        line.Replace((byte)'\r', (byte)' ');
        line[^1] = (byte)'\n';
        writer.Advance(line.Length);
    }
}
