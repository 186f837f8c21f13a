using System.Text.Json;
using System.Text.RegularExpressions;
using SpecKitty.Events.Collaboration;
using SpecKitty.Events.Json;
using SpecKitty.Events.Values;
using SpecKitty.Server.Missions;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Api;

/// <summary>Missions over HTTP.</summary>
internal static partial class MissionRoutes
{
    private const string Mission = "/api/v1/missions/{missionId}/";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/v1/missions/", CreateAsync);
        routes.MapGet("/api/v1/missions/", ListAsync);
        routes.MapGet(Mission + "state/", ReadStateAsync).WithMetadata(BearerRequired.ParticipantsToo);
        routes.MapPost(Mission + "participants/", JoinAsync);
        routes.MapPost(Mission + "participants/{participantId}/leave/", LeaveAsync).WithMetadata(BearerRequired.ParticipantsToo);
    }

    // What stands in an address must not need escaping, or mean another address.
    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9._~:-]{0,127}$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex MissionId();

    private static async Task CreateAsync(HttpContext context, MissionService missions)
    {
        if (await ApiJson.ReadObjectAsync(context) is not { } body)
        {
            return;
        }

        if (body.Has("mission_id") && !(body.Text("mission_id") is { } id && MissionId().IsMatch(id)))
        {
            await ApiError.WriteAsync(context, 400, "Invalid body", "mission_id must be a text of at most 128 letters, digits and . _ ~ : - that begins with a letter or digit; leave it out and the server makes one.");
            return;
        }

        if (!Guid.TryParse(body.Text("project_uuid"), out var projectId))
        {
            await ApiError.WriteAsync(context, 400, "Invalid body", "project_uuid is missing or is no UUID.");
            return;
        }

        if (body.Text("title") is not { } title || string.IsNullOrWhiteSpace(title) || title.Length > 200)
        {
            await ApiError.WriteAsync(context, 400, "Invalid body", "title must be a text of at most 200 characters, and not empty.");
            return;
        }

        var answer = await missions.CreateAsync(context.Principal(), body.Text("mission_id"), projectId, title, context.RequestAborted);
        if (answer.Fault is { } fault)
        {
            await WriteFaultAsync(context, fault);
            return;
        }

        context.Response.StatusCode = 201;
        await ApiJson.WriteAsync(context, json => WriteMission(json, answer.Value!));
    }

    private static async Task ListAsync(HttpContext context, MissionService missions)
    {
        var found = await missions.ListAsync(context.Principal(), context.RequestAborted);
        await ApiJson.WriteAsync(context, json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("missions");
            foreach (var mission in found)
            {
                WriteMission(json, mission);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    private static async Task ReadStateAsync(HttpContext context, MissionService missions, string missionId)
    {
        if (await FindAsync(context, missions, missionId) is not { } mission)
        {
            return;
        }

        var snapshot = await missions.ReadAsync(mission, context.RequestAborted);
        await ApiJson.WriteAsync(context, json =>
        {
            json.WriteStartObject();
            json.WriteString("mission_id", mission.MissionId);
            json.WriteString("project_uuid", mission.ProjectId);
            json.WriteString("title", mission.Title);
            json.WriteNumber("sequence", snapshot.Sequence);
            json.WriteNumber("lamport_clock", snapshot.LamportClock);
            json.WritePropertyName("state");
            json.WriteRawValue(ContractJson.Write(snapshot.State), skipInputValidation: true);
            json.WriteEndObject();
        });
    }

    private static async Task JoinAsync(HttpContext context, MissionService missions, string missionId)
    {
        if (await ApiJson.ReadObjectAsync(context) is not { } body)
        {
            return;
        }

        if (!Vocabulary<ParticipantType>.Instance.TryParse(body.Text("participant_type"), out var type))
        {
            await ApiError.WriteAsync(context, 400, "Invalid body", "participant_type must be human or llm_context.");
            return;
        }

        if (body.Has("display_name") && body.Text("display_name") is not { Length: > 0 and <= 200 })
        {
            await ApiError.WriteAsync(context, 400, "Invalid body", "display_name must be a text of at most 200 characters, and not empty; it may be left out.");
            return;
        }

        if (await FindAsync(context, missions, missionId) is not { } mission)
        {
            return;
        }

        var answer = await missions.JoinAsync(context.Principal(), mission, type, body.Text("display_name"), context.RequestAborted);
        if (answer.Fault is { } fault)
        {
            await WriteFaultAsync(context, fault);
            return;
        }

        context.Response.StatusCode = 201;
        await ApiJson.WriteAsync(context, json => WriteJoined(json, mission, answer.Value!));
    }

    private static async Task LeaveAsync(HttpContext context, MissionService missions, string missionId, string participantId)
    {
        if (await FindAsync(context, missions, missionId) is not { } mission)
        {
            return;
        }

        var answer = await missions.LeaveAsync(context.Principal(), mission, participantId, "explicit", context.RequestAborted);
        if (answer.Fault is { } fault)
        {
            await WriteFaultAsync(context, fault);
            return;
        }

        await ApiJson.WriteAsync(context, json =>
        {
            json.WriteStartObject();
            json.WriteString("participant_id", participantId);
            json.WriteNumber("lamport_clock", answer.Value!.LamportClock);
            json.WriteEndObject();
        });
    }

    public static async Task<MissionRecord?> FindAsync(HttpContext context, MissionService missions, string missionId)
    {
        Guid? projectId = null;
        if (context.Request.Query.TryGetValue("project", out var text))
        {
            if (!Guid.TryParse(text, out var parsed))
            {
                await ApiError.WriteAsync(context, 400, "Invalid query", "project must be the project's UUID.");
                return null;
            }

            projectId = parsed;
        }

        var answer = await missions.FindAsync(context.Principal(), missionId, projectId, context.RequestAborted);
        if (answer.Fault is { } fault)
        {
            await WriteFaultAsync(context, fault);
        }

        return answer.Value;
    }

    public static Task WriteFaultAsync(HttpContext context, MissionFault fault)
        => ApiError.WriteAsync(context, fault.Status, fault.Error, fault.Details, json =>
        {
            if (fault.Projects.Count == 0)
            {
                return;
            }

            json.WriteStartArray("projects");
            foreach (var project in fault.Projects)
            {
                json.WriteStringValue(project);
            }

            json.WriteEndArray();
        });

    private static void WriteMission(Utf8JsonWriter json, MissionRecord mission)
    {
        json.WriteStartObject();
        json.WriteString("mission_id", mission.MissionId);
        json.WriteString("project_uuid", mission.ProjectId);
        json.WriteString("title", mission.Title);
        json.WriteString("correlation_id", mission.CorrelationId);
        json.WriteString("created_by", mission.CreatedBy);
        json.WriteString("created_at", EventTime(mission.CreatedAt));
        json.WriteEndObject();
    }

    private static void WriteJoined(Utf8JsonWriter json, MissionRecord mission, JoinedParticipant joined)
    {
        json.WriteStartObject();
        json.WritePropertyName("participant");
        json.WriteRawValue(ContractJson.Write(joined.Participant).Utf8.Span, skipInputValidation: true);
        json.WritePropertyName("binding");
        json.WriteRawValue(ContractJson.Write(joined.Binding).Utf8.Span, skipInputValidation: true);
        json.WriteNumber("lamport_clock", joined.LamportClock);
        json.WriteString("mission_id", mission.MissionId);
        json.WriteString("project_uuid", mission.ProjectId);
        json.WriteString("correlation_id", mission.CorrelationId);
        json.WriteEndObject();
    }

    private static string EventTime(DateTimeOffset time) => SpecKitty.Events.Envelope.EventTimestamp.From(time).ToString();
}
