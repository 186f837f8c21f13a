using SpecKitty.Server.Feeds;
using SpecKitty.Server.Ingest;
using SpecKitty.Server.Missions;
using SpecKitty.Server.Storage;
using SpecKitty.Server.Telemetry;

namespace SpecKitty.Server.Live;

/// <summary>What every socket of the server shares.</summary>
internal sealed record SocketServices(
    IngestService Ingest,
    IngestLimits IngestLimits,
    RateGate Gate,
    SocketLimits Limits,
    SocketRights Rights,
    IEventLog Log,
    EventFeed Feed,
    MissionService Missions,
    ProjectSignals Signals,
    ServerMetrics Metrics,
    IHostApplicationLifetime Lifetime,
    ILogger<SocketSession> Logger,
    TimeProvider Time);
