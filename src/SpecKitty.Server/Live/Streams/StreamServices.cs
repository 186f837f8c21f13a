using SpecKitty.Server.Live.Changes;
using SpecKitty.Server.Live.Tail;
using SpecKitty.Server.Storage;
using SpecKitty.Server.Telemetry;

namespace SpecKitty.Server.Live.Streams;

/// <summary>What every stream of the server shares.</summary>
internal sealed record StreamServices(
    StreamLimits Limits,
    ProjectTails Tails,
    ChangeFeed Changes,
    StreamSnapshots Snapshots,
    LiveBeat Beat,
    LiveRights Rights,
    IEventLog Log,
    ServerMetrics Metrics,
    TimeProvider Time);
