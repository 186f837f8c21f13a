namespace SpecKitty.Load.Traffic;

/// <summary>Rows for the table of events.</summary>
/// <param name="ProjectId">The project of all of them.</param>
/// <param name="Events">The events, in order.</param>
internal sealed record TrafficRows(Guid ProjectId, LoadEvent[] Events);
