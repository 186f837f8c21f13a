using SpecKitty.Events;
using SpecKitty.Events.Envelope;
using SpecKitty.Server.Api.Messages;
using SpecKitty.Server.Api.OpenApi;
using SpecKitty.Server.Hosting;
using SpecKitty.Server.Ingest;
using SpecKitty.Server.Live.Sockets;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Api;

/// <summary>Tells producers what is taken in.</summary>
internal static class SyncRoutes
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/api/v1/sync/health/", ReadHealthAsync).WithMetadata(BearerRequired.AnyToken)
        .Describe("readSyncHealth", ApiTags.Events, "Tells a producer what is taken in, how much of it, and how often.", "any token")
        .WithQuery("projects", "Projects whose clocks are wanted: at most 100 UUIDs, with commas between them. A producer takes the clocks in before it emits.", ParameterValue.Text)
        .Refuses(400, "The query is wrong.")
        .Answers<SyncHealthAnswer>(200, "What this server takes in.");

    private static async Task ReadHealthAsync(HttpContext context, IngestLimits limits, RateLimits rates, SocketLimits sockets, TimeProvider time)
    {
        var query = new QueryReader(context.Request.Query);
        var projects = query.Projects();
        if (await query.IsValidAsync(context))
        {
            var clocks = projects is null ? null : await FindClocksAsync(context, projects);
            await ApiJson.WriteAsync(context, Answer(limits, rates, sockets, time) with { ProjectClocks = clocks });
        }
    }

    // Of a project that the caller may not see, nothing is said: not even whether there is one.
    private static async Task<IReadOnlyList<ProjectClockAnswer>> FindClocksAsync(HttpContext context, IReadOnlyList<Guid> projects)
    {
        var log = context.RequestServices.GetRequiredService<IEventLog>();
        var clocks = new List<ProjectClockAnswer>();
        foreach (var id in projects)
        {
            if (await log.FindProjectAsync(id, context.RequestAborted) is { } project
                && (context.Principal().CanReadProject(project) || context.Principal().CanWriteProject(project)))
            {
                clocks.Add(new ProjectClockAnswer { ProjectUuid = id, LamportClock = Math.Min(project.LamportClock, Admission.GreatestClock) });
            }
        }

        return clocks;
    }

    private static SyncHealthAnswer Answer(IngestLimits limits, RateLimits rates, SocketLimits sockets, TimeProvider time) => new()
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
    };
}
