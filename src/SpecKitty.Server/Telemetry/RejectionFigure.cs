using SpecKitty.Server.Ingest;

namespace SpecKitty.Server.Telemetry;

/// <summary>How often events were rejected for one reason.</summary>
/// <param name="Code">The reason.</param>
/// <param name="Count">How many events.</param>
/// <param name="LastAt">When the last of them came.</param>
internal sealed record RejectionFigure(RejectionCode Code, long Count, DateTimeOffset LastAt);
