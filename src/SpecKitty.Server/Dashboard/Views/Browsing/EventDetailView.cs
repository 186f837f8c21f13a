using SpecKitty.Server.Dashboard.Views.Missions;

namespace SpecKitty.Server.Dashboard.Views.Browsing;

/// <summary>One event in full.</summary>
public sealed record EventDetailView
{
    /// <summary>The event in a sentence.</summary>
    public required TimelineView Line { get; init; }

    /// <summary>What the server knows beside the envelope: sequence, receipt, sender, mission.</summary>
    public required IReadOnlyList<EventMemberView> Beside { get; init; }

    /// <summary>The members of the envelope as they came, without the payload.</summary>
    public required IReadOnlyList<EventMemberView> Members { get; init; }

    /// <summary>The envelope as JSON that is easy to read, everything invisible escaped.</summary>
    public required string Json { get; init; }

    /// <summary>The envelope byte for byte.</summary>
    public required string RawAddress { get; init; }

    /// <summary>The event before it in the log; null for the first.</summary>
    public required string? PreviousAddress { get; init; }

    /// <summary>The event behind it in the log; null for the last.</summary>
    public required string? NextAddress { get; init; }
}
