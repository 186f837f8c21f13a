using SpecKitty.Server.Api.Messages;
using SpecKitty.Server.Api.OpenApi;
using SpecKitty.Server.Ingest;
using SpecKitty.Server.Requests;
using SpecKitty.Server.Telemetry;

namespace SpecKitty.Server.Api;

/// <summary>Taking events in over HTTP: this only maps to and from <see cref="IngestService"/>.</summary>
internal static class BatchRoutes
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/api/v1/events/batch/", PostAsync).WithMetadata(BearerRequired.ParticipantsToo)
        .Describe(
            "postBatch",
            ApiTags.Events,
            "Takes events in.",
            "members of the project's team; a participant token for its own participant",
            "Each event has its own result, in request order; one that is rejected costs the others nothing. What is answered as success is stored for good. Send at most as much as GET /api/v1/sync/health/ says.")
        .WithHeader("Content-Encoding", "How the body is encoded; left out, it is plain.", ParameterValue.OneOf("gzip", "identity"))
        .Takes<BatchRequest>()
        .Answers<BatchAnswer>(200, "What became of each event.")
        .Refuses(400, "The body is no batch: it is not JSON, or has no list of events, an empty one or one that is too long.")
        .Refuses(403, "The caller may write to no project of the batch, or the request came over plain http from another machine.")
        .RefusesTooMany("The caller, or the caller's team, has sent too many batches or events in the last minute.");

    private static async Task PostAsync(HttpContext context)
    {
        var encoding = context.Request.Headers.ContentEncoding.ToString();

        // HTTP has both names for the same.
        var isGzip = encoding.Equals("gzip", StringComparison.OrdinalIgnoreCase) || encoding.Equals("x-gzip", StringComparison.OrdinalIgnoreCase);
        if (!isGzip && !RequestBody.IsPlain(context.Request))
        {
            await ApiError.WriteAsync(context, 415, "Unsupported encoding", "Content-Encoding must be gzip, or be left out for a plain body.");
            return;
        }

        if (!ApiJson.IsJson(context.Request))
        {
            await ApiError.WriteAsync(context, 415, "Unsupported media type", "Send {\"events\": [...]} with Content-Type: application/json.");
            return;
        }

        var services = context.RequestServices;
        var gate = services.GetRequiredService<RateGate>();
        if (gate.TakeRequest(context.Principal()) is { } tooMany)
        {
            await RefuseAsync(context, tooMany);
            return;
        }

        var time = services.GetRequiredService<TimeProvider>();
        var began = time.GetTimestamp();
        var reader = services.GetRequiredService<BatchReader>();
        var body = reader.CheckLength(context.Request.ContentLength, isGzip) is { } tooLong
            ? new BatchBody([], tooLong)
            : await reader.ReadAsync(RequestBody.Open(context), isGzip, context.RequestAborted);
        services.GetRequiredService<ServerMetrics>().RecordDuration(IngestStages.Receive, time.GetElapsedTime(began));
        if (body.Fault is { } fault)
        {
            await ApiError.WriteAsync(context, fault.Status, fault.Error, fault.Details);
            return;
        }

        if (gate.TakeEvents(context.Principal(), body.Events.Count) is { } tooManyEvents)
        {
            await RefuseAsync(context, tooManyEvents);
            return;
        }

        var answer = await services.GetRequiredService<IngestService>().IngestAsync(context.Principal(), body.Events, context.RequestAborted);
        context.Features.Set(BatchCounts.Of(answer.Results));
        await (answer.IsForbidden
            ? ApiError.WriteAsync(context, 403, "Insufficient permissions", context.Principal().Scope?.Refusal ?? IngestMessages.ForeignProjectTo(context.Principal()).Reason)
            : ApiJson.WriteAsync(context, BatchAnswer.Of(answer)));
    }

    private static Task RefuseAsync(HttpContext context, RateRefusal refusal)
    {
        context.RequestServices.GetRequiredService<ServerMetrics>().RecordRateLimited(refusal.Limit);
        return ApiError.WriteAsync(context, 429, "Too many requests", refusal.Details, refusal.RetryAfterSeconds);
    }
}
