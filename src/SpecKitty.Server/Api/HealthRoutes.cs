using System.Text.Json;
using SpecKitty.Server.Hosting;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Api;

/// <summary>How the server is doing, for whoever starts, stops and balances servers.</summary>
internal static class HealthRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/healthz", AnswerAliveAsync).WithMetadata(HealthProbe.Instance);
        routes.MapGet("/readyz", AnswerReadyAsync).WithMetadata(HealthProbe.Instance);
    }

    /// <summary>The process answers: whatever is wrong, a restart is not what helps.</summary>
    private static Task AnswerAliveAsync(HttpContext context) => ApiJson.WriteAsync(context, json =>
    {
        json.WriteStartObject();
        json.WriteString("status", "ok");
        json.WriteEndObject();
    });

    /// <summary>Whether requests should be sent here.</summary>
    private static async Task AnswerReadyAsync(HttpContext context, ServerReadiness readiness, IServerStore store, ServerOptions options)
    {
        var reasons = new List<string>();
        switch (readiness.Stage)
        {
            case ServerStage.Starting:
                reasons.Add("The server is starting.");
                break;
            case ServerStage.Draining:
                reasons.Add("The server is stopping and finishes what it has begun.");
                break;
        }

        var (fault, took) = await readiness.CheckStorageAsync(context.RequestAborted);
        if (fault is not null)
        {
            reasons.Add(fault);
        }

        if (reasons.Count > 0)
        {
            context.Response.Headers.RetryAfter = "5";
            await ApiError.WriteAsync(context, 503, "Not ready", string.Join(' ', reasons), json => WriteReasons(json, reasons));
            return;
        }

        await ApiJson.WriteAsync(context, json =>
        {
            json.WriteStartObject();
            json.WriteString("status", "ready");
            json.WriteString("storage", options.Database is null ? "sqlite" : "postgres");
            json.WriteNumber("storage_answered_in_ms", Math.Round(took.TotalMilliseconds, 1));
            json.WriteNumber("waiting_writes", store.Health.WaitingWrites);
            json.WriteEndObject();
        });
    }

    private static void WriteReasons(Utf8JsonWriter json, IReadOnlyList<string> reasons)
    {
        json.WriteString("status", "not ready");
        json.WriteStartArray("reasons");
        foreach (var reason in reasons)
        {
            json.WriteStringValue(reason);
        }

        json.WriteEndArray();
    }
}
