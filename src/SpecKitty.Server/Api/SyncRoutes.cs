using SpecKitty.Events;
using SpecKitty.Events.Envelope;
using SpecKitty.Server.Api.Messages;
using SpecKitty.Server.Api.OpenApi;
using SpecKitty.Server.Hosting;
using SpecKitty.Server.Ingest;
using SpecKitty.Server.Live.Sockets;

namespace SpecKitty.Server.Api;

/// <summary>Tells producers what is taken in.</summary>
internal static class SyncRoutes
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/api/v1/sync/health/", ReadHealthAsync).WithMetadata(BearerRequired.AnyToken)
        .Describe("readSyncHealth", ApiTags.Events, "Tells a producer what is taken in, how much of it, and how often.", "any token")
        .Answers<SyncHealthAnswer>(200, "What this server takes in.");

    private static Task ReadHealthAsync(HttpContext context, IngestLimits limits, RateLimits rates, SocketLimits sockets, TimeProvider time)
        => ApiJson.WriteAsync(context, new SyncHealthAnswer
        {
            Status = "ok",
            ServerVersion = ServerVersion.Text,
            ContractVersion = SpecKittyContract.Version,
            SchemaMajors = EnvelopeRules.Ingest.AcceptedMajors!,
            Encodings = ["gzip", "identity"],
            ServerTime = time.GetUtcNow(),
            Limits = new SyncLimits
            {
                Events = limits.Events,
                CompressedBytes = limits.CompressedBytes,
                Bytes = limits.Bytes,
                Depth = limits.Depth,
                EventBytes = limits.EventBytes,
                EventDepth = limits.EventDepth,
                TextLength = limits.TextLength,
            },
            RateLimits = new SyncRates
            {
                PrincipalRequestsPerMinute = rates.RequestsPerMinutePerPrincipal,
                PrincipalEventsPerMinute = rates.EventsPerMinutePerPrincipal,
                TeamRequestsPerMinute = rates.RequestsPerMinutePerTeam,
                TeamEventsPerMinute = rates.EventsPerMinutePerTeam,
            },
            Socket = new SyncSocket
            {
                PingSeconds = (int)sockets.PingEvery.TotalSeconds,
                PongSeconds = (int)sockets.PongWithin.TotalSeconds,
                ConnectionsPerPrincipal = sockets.ConnectionsPerPrincipal,
            },
        });
}
