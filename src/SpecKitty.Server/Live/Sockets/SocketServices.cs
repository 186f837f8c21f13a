using SpecKitty.Server.Ingest;
using SpecKitty.Server.Live.Tail;
using SpecKitty.Server.Missions;
using SpecKitty.Server.Storage;
using SpecKitty.Server.Telemetry;

namespace SpecKitty.Server.Live.Sockets;

/// <summary>What every socket of the server shares.</summary>
internal sealed record SocketServices(
    IngestService Ingest,
    IngestLimits IngestLimits,
    RateGate Gate,
    SocketLimits Limits,
    LiveRights Rights,
    IEventLog Log,
    MissionService Missions,
    ProjectTails Tails,
    ServerMetrics Metrics,
    IHostApplicationLifetime Lifetime,
    ILogger<SocketSession> Logger,
    TimeProvider Time);
