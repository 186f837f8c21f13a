using System.Diagnostics.CodeAnalysis;
using SpecKitty.Events.Values;

namespace SpecKitty.Events.Lanes;

/// <summary>The texts of lanes, their aliases, and the mapping of the seven canonical lanes to the four of the wire.</summary>
public static class LaneMapping
{
    /// <summary>The lanes that a work package does not leave without force.</summary>
    public static EquatableList<Lane> TerminalLanes { get; } = [Lane.Done, Lane.Canceled];

    /// <summary>Other texts for a lane, exact.</summary>
    public static EquatableMap<string, Lane> Aliases { get; } = EquatableMap.Sorted([new KeyValuePair<string, Lane>("doing", Lane.InProgress)]);

    /// <summary>The lane on the wire for each canonical lane (version 1): claimed and canceled travel as planned, blocked as doing.</summary>
    public static EquatableMap<Lane, SyncLane> CanonicalToSyncV1 { get; } = EquatableMap.Create(
    [
        KeyValuePair.Create(Lane.Planned, SyncLane.Planned),
        KeyValuePair.Create(Lane.Claimed, SyncLane.Planned),
        KeyValuePair.Create(Lane.InProgress, SyncLane.Doing),
        KeyValuePair.Create(Lane.ForReview, SyncLane.ForReview),
        KeyValuePair.Create(Lane.Done, SyncLane.Done),
        KeyValuePair.Create(Lane.Blocked, SyncLane.Doing),
        KeyValuePair.Create(Lane.Canceled, SyncLane.Planned),
    ]);

    /// <summary>Whether a lane is terminal.</summary>
    /// <param name="lane">The lane.</param>
    /// <returns>True for done and canceled.</returns>
    public static bool IsTerminal(this Lane lane) => lane is Lane.Done or Lane.Canceled;

    /// <summary>The text of a lane on the wire.</summary>
    /// <param name="lane">The lane.</param>
    /// <returns>Such as <c>in_progress</c>.</returns>
    public static string ToText(this Lane lane) => Vocabulary<Lane>.Instance.TextOf(lane);

    /// <summary>The text of a lane on the wire.</summary>
    /// <param name="lane">The lane.</param>
    /// <returns>Such as <c>doing</c>.</returns>
    public static string ToText(this SyncLane lane) => Vocabulary<SyncLane>.Instance.TextOf(lane);

    /// <summary>The lane that a canonical lane travels as.</summary>
    /// <param name="lane">The canonical lane.</param>
    /// <returns>The lane on the wire.</returns>
    public static SyncLane ToSyncV1(this Lane lane) => CanonicalToSyncV1[lane];

    /// <summary>Reads a canonical lane or an alias.</summary>
    /// <param name="text">The text, exact.</param>
    /// <param name="lane">The lane.</param>
    /// <returns>False when the text names no lane.</returns>
    public static bool TryNormalize([NotNullWhen(true)] string? text, out Lane lane)
    {
        lane = default;
        return text is not null && (Vocabulary<Lane>.Instance.TryParse(text, out lane) || Aliases.TryGetValue(text, out lane));
    }

    /// <summary>Reads a canonical lane or an alias.</summary>
    /// <param name="text">The text, exact.</param>
    /// <returns>The lane.</returns>
    /// <exception cref="ValidationException">The text names no lane.</exception>
    public static Lane Normalize(string text)
        => TryNormalize(text, out var lane)
            ? lane
            : throw new ValidationException($"{Validation.ContractMessages.Cut(Validation.ContractMessages.Quote(text))} is no lane: use one of {string.Join(", ", Vocabulary<Lane>.Instance.Words)}, or doing for in_progress.");

    /// <summary>What a transition of canonical lanes looks like on the wire.</summary>
    /// <param name="from">The canonical lane that is left; null or unknown when there was none.</param>
    /// <param name="to">The canonical lane that is entered.</param>
    /// <returns>Both lanes of the wire; null when the transition is not sent: nothing was left, a lane is not canonical, or both sides fall on the same lane.</returns>
    public static (SyncLane Previous, SyncLane New)? Collapse(string? from, string to)
        => from is not null && Vocabulary<Lane>.Instance.TryParse(from, out var left) && Vocabulary<Lane>.Instance.TryParse(to, out var entered)
            ? Collapse(left, entered)
            : null;

    /// <inheritdoc cref="Collapse(string?, string)"/>
    public static (SyncLane Previous, SyncLane New)? Collapse(Lane? from, Lane to)
        => from is { } left && left.ToSyncV1() != to.ToSyncV1() ? (left.ToSyncV1(), to.ToSyncV1()) : null;
}
