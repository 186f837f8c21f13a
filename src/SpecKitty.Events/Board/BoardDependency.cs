using SpecKitty.Events.Envelope;
using SpecKitty.Events.Sync;

namespace SpecKitty.Events.Board;

/// <summary>A work package that comes before another one.</summary>
public sealed record BoardDependency
{
    /// <summary>The work package that comes first, of the same feature.</summary>
    public required string WpId { get; init; }

    /// <summary>How it was resolved last; null while it is open, as the next two.</summary>
    public ResolutionType? Resolution { get; init; }

    /// <summary>When it was resolved, as the emitter says.</summary>
    public EventTimestamp? ResolvedAt { get; init; }

    /// <summary>The event that resolved it.</summary>
    public EventId? ResolvedEventId { get; init; }
}
