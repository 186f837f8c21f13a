using System.Text.Json;
using SpecKitty.Server.Ingest;
using SpecKitty.Server.Telemetry;

namespace SpecKitty.Server.Api;

/// <summary>Taking events in over HTTP: this only maps to and from <see cref="IngestService"/>.</summary>
internal static class BatchRoutes
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/api/v1/events/batch/", PostAsync).WithMetadata(BearerRequired.ParticipantsToo);

    private static async Task PostAsync(HttpContext context)
    {
        var encoding = context.Request.Headers.ContentEncoding.ToString();
        var isGzip = encoding.Equals("gzip", StringComparison.OrdinalIgnoreCase);
        if (!isGzip && encoding is not "" && !encoding.Equals("identity", StringComparison.OrdinalIgnoreCase))
        {
            await ApiError.WriteAsync(context, 415, "Unsupported encoding", "Content-Encoding must be gzip, or be left out for a plain body.");
            return;
        }

        if (!ApiJson.IsJson(context.Request))
        {
            await ApiError.WriteAsync(context, 415, "Unsupported media type", "Send {\"events\": [...]} with Content-Type: application/json.");
            return;
        }

        var time = context.RequestServices.GetRequiredService<TimeProvider>();
        var began = time.GetTimestamp();
        var body = await context.RequestServices.GetRequiredService<BatchReader>().ReadAsync(context.Request.Body, isGzip, context.RequestAborted);
        context.RequestServices.GetRequiredService<ServerMetrics>().RecordDuration(IngestStages.Receive, time.GetElapsedTime(began));
        if (body.Fault is { } fault)
        {
            await ApiError.WriteAsync(context, fault.Status, fault.Error, fault.Details);
            return;
        }

        var answer = await context.RequestServices.GetRequiredService<IngestService>().IngestAsync(context.Principal(), body.Events, context.RequestAborted);
        context.Features.Set(BatchCounts.Of(answer.Results));
        if (answer.IsForbidden)
        {
            await ApiError.WriteAsync(context, 403, "Insufficient permissions", context.Principal().Scope?.Refusal ?? IngestMessages.ForeignProject);
            return;
        }

        await ApiJson.WriteAsync(context, json => Write(json, answer));
    }

    private static void Write(Utf8JsonWriter json, IngestAnswer answer)
    {
        json.WriteStartObject();
        json.WriteStartArray("results");
        foreach (var result in answer.Results)
        {
            json.WriteStartObject();
            json.WriteString("event_id", result.EventId);
            json.WriteString("status", result.Status switch
            {
                IngestStatus.Success => "success",
                IngestStatus.Duplicate => "duplicate",
                _ => "rejected",
            });
            if (result.Error is not null)
            {
                json.WriteString("error", result.Error);
                json.WriteString("error_message", result.Error);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (answer.Missions.Count > 0)
        {
            json.WriteNumber("lamport_clock", answer.Missions.Max(mission => mission.LamportClock));
            json.WriteStartArray("missions");
            foreach (var mission in answer.Missions)
            {
                json.WriteStartObject();
                json.WriteString("project_uuid", mission.ProjectId);
                json.WriteString("mission_id", mission.MissionId);
                json.WriteNumber("lamport_clock", mission.LamportClock);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }
}
