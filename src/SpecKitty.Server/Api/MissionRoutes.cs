using System.Text.RegularExpressions;
using SpecKitty.Server.Api.Messages;
using SpecKitty.Server.Api.OpenApi;
using SpecKitty.Server.Missions;
using SpecKitty.Server.Projections;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Api;

/// <summary>Missions over HTTP: making, listing and finding them.</summary>
internal static partial class MissionRoutes
{
    private const int DefaultLimit = 100;
    private const int MaximumLimit = 1000;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/v1/missions/", CreateAsync)
            .Describe("createMission", ApiTags.Missions, "Makes a mission.", "members of the project's team")
            .Takes<CreateMissionRequest>()
            .Answers<MissionAnswer>(201, "The mission.")
            .Refuses(409, "The project has a mission of this id already.");
        routes.MapGet("/api/v1/missions/", ListAsync)
            .Describe("listMissions", ApiTags.Missions, "Lists the missions of the caller's teams, newest first.", "members of the team, viewers too")
            .WithQuery("project", "The project; left out, all of them.", ParameterValue.Uuid)
            .WithQuery("after", "The next_after of the page before; left out, the list begins.", ParameterValue.Text)
            .WithQuery("limit", "How many at most.", ParameterValue.Number(1, MaximumLimit, DefaultLimit))
            .WithQuery("temperature", "1 to be told how much is going on in each; 0, or left out, not to.", ParameterValue.Number(0, 1, 0))
            .Answers<MissionListAnswer>(200, "A page of missions.");
        routes.MapGet("/api/v1/missions/{missionId}/", ReadAsync).WithMetadata(BearerRequired.ParticipantsToo)
            .Describe("showMission", ApiTags.Missions, "Shows a mission.", "members of the team, viewers too; a participant token of the mission")
            .OfMission()
            .Answers<MissionAnswer>(200, "The mission.");
    }

    // What stands in an address must not need escaping, or mean another address.
    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._~:-]{0,127}\z", RegexOptions.CultureInvariant)]
    private static partial Regex MissionId();

    private static async Task CreateAsync(HttpContext context, MissionService missions)
    {
        if (await ApiJson.ReadAsync<CreateMissionRequest>(context) is not { } request)
        {
            return;
        }

        if (request.MissionId is { } id && !MissionId().IsMatch(id))
        {
            await ApiError.WriteAsync(context, 400, "Invalid body", "mission_id must be a text of at most 128 letters, digits and . _ ~ : - that begins with a letter or digit; leave it out and the server makes one.");
            return;
        }

        if (string.IsNullOrWhiteSpace(request.Title))
        {
            await ApiError.WriteAsync(context, 400, "Invalid body", "title must not be blank.");
            return;
        }

        var answer = await missions.CreateAsync(context.Principal(), request.MissionId, request.ProjectUuid, request.Title, context.RequestAborted);
        await (answer.Fault is { } fault
            ? MissionLookup.WriteFaultAsync(context, fault)
            : ApiJson.WriteAsync(context, MissionAnswer.Of(answer.Value!), 201));
    }

    private static async Task ListAsync(HttpContext context, MissionService missions, MissionSummaries summaries)
    {
        var query = new QueryReader(context.Request.Query);
        var limit = (int)(query.Number("limit", 1, MaximumLimit) ?? DefaultLimit);
        var projectId = query.Project();
        var withTemperature = query.Number("temperature", 0, 1) == 1;
        var after = context.Request.Query["after"].ToString() is { Length: > 0 } text ? MissionCursorText.Read(text) : null;
        if (after is null && context.Request.Query["after"].Count > 0)
        {
            query.Fault("after must be the next_after of the page before.");
        }

        if (!await query.IsValidAsync(context))
        {
            return;
        }

        // One more than fits tells whether there is more.
        var found = await missions.ListAsync(context.Principal(), new MissionQuery { Limit = limit + 1, After = after, ProjectId = projectId }, context.RequestAborted);
        MissionRecord[] page = [.. found.Take(limit)];
        var temperatures = withTemperature ? await summaries.ReadAsync(page, context.RequestAborted) : null;
        await ApiJson.WriteAsync(context, new MissionListAnswer
        {
            Missions = [.. page.Select(MissionAnswer.Of)],
            NextAfter = found.Count > limit ? MissionCursorText.Write(page[^1]) : null,
            Temperatures = temperatures is null ? null : [.. page.Zip(temperatures, MissionTemperatureAnswer.Of)],
        });
    }

    private static async Task ReadAsync(HttpContext context, string missionId)
    {
        if (await MissionLookup.FindAsync(context, missionId) is { } mission)
        {
            await ApiJson.WriteAsync(context, MissionAnswer.Of(mission));
        }
    }
}
