namespace SpecKitty.Server.Projections;

/// <summary>How much is going on in a mission.</summary>
/// <param name="LastActivityAt">When its newest event came; null while it has none.</param>
/// <param name="Summary">What it amounts to in numbers; null when too many missions of one list had to be folded for it, and asking again has more.</param>
internal sealed record MissionTemperature(DateTimeOffset? LastActivityAt, MissionSummary? Summary);
