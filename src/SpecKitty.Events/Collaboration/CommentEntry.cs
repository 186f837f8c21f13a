using SpecKitty.Events.Envelope;

namespace SpecKitty.Events.Collaboration;

/// <summary>A comment of a mission.</summary>
public sealed record CommentEntry
{
    /// <summary>The comment.</summary>
    public required string CommentId { get; init; }

    /// <summary>The event that posted it.</summary>
    public required EventId EventId { get; init; }

    /// <summary>Who wrote it.</summary>
    public required string ParticipantId { get; init; }

    /// <summary>What it says.</summary>
    public required string Content { get; init; }

    /// <summary>The comment that it answers.</summary>
    public string? ReplyTo { get; init; }
}
