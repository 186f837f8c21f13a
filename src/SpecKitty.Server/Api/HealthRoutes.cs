using SpecKitty.Server.Api.Messages;
using SpecKitty.Server.Api.OpenApi;
using SpecKitty.Server.Hosting;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Api;

/// <summary>How the server is doing, for whoever starts, stops and balances servers.</summary>
internal static class HealthRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/healthz", AnswerAliveAsync).WithMetadata(HealthProbe.Instance)
            .Describe("checkAlive", ApiTags.Server, "Says that the process answers.", "everybody", "Over plain http too.")
            .Answers<AliveAnswer>(200, "It does.");
        routes.MapGet("/readyz", AnswerReadyAsync).WithMetadata(HealthProbe.Instance)
            .Describe("checkReady", ApiTags.Server, "Says whether requests should be sent here.", "everybody", "Over plain http too.")
            .Answers<ReadyAnswer>(200, "They should.")
            .Answers<NotReadyAnswer>(503, "The server is starting or stopping, its storage does not answer, or its clock is wrong.", header: AnswerHeader.RetryAfter);
    }

    /// <summary>The process answers: whatever is wrong, a restart is not what helps.</summary>
    private static Task AnswerAliveAsync(HttpContext context) => ApiJson.WriteAsync(context, new AliveAnswer { Status = "ok" });

    /// <summary>Whether requests should be sent here.</summary>
    private static async Task AnswerReadyAsync(HttpContext context, ServerReadiness readiness, IServerStore store, ServerOptions options, StoreClock clock)
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

        var warning = StoreClockWatch.Describe(clock.Difference);
        if (warning is not null && clock.Difference!.Value.Duration() > StoreClockWatch.Intolerable)
        {
            reasons.Add(warning);
        }

        if (reasons.Count > 0)
        {
            context.Response.Headers.RetryAfter = "5";
            await ApiJson.WriteAsync(context, new NotReadyAnswer { Error = "Not ready", Details = string.Join(' ', reasons), Status = "not ready", Reasons = reasons }, 503);
            return;
        }

        await ApiJson.WriteAsync(context, new ReadyAnswer
        {
            Status = "ready",
            Storage = options.Database is null ? "sqlite" : "postgres",
            StorageAnsweredInMs = Math.Round(took.TotalMilliseconds, 1),
            WaitingWrites = store.Health.WaitingWrites,
            ClockAheadMs = clock.Difference is { } ahead ? Math.Round(ahead.TotalMilliseconds, 1) : null,
            Warnings = warning is null ? [] : [warning],
        });
    }
}
