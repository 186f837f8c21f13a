namespace SpecKitty.Server.Api.Messages;

/// <summary>A page of a log.</summary>
internal sealed record EventPageAnswer
{
    /// <summary>The events, in order of sequence.</summary>
    public required IReadOnlyList<StoredEventAnswer> Events { get; init; }

    /// <summary>What to ask for as <c>after</c> to go on: the last sequence of the page, or the one asked for when the page is empty.</summary>
    public required long NextAfter { get; init; }

    /// <summary>The generation of the log: 1 until the database is restored from a backup. Send it with <c>next_after</c>, so that a restore in between is noticed.</summary>
    public required long Generation { get; init; }

    /// <summary>Whether the log went on behind this page when it was read.</summary>
    public required bool HasMore { get; init; }
}
