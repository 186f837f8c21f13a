namespace SpecKitty.Events.Validation;

/// <summary>The wording of every fault, in one place. Messages go to the peer as they are.</summary>
internal static class ContractMessages
{
    private const int Shown = 60;

    public static string Missing(string path) => $"{Named(path)} is required and is missing: add it.";

    public static string WrongType(string path, string expected, string arrived)
        => $"{Named(path)} must be {expected}; it is {Cut(arrived)}.";

    public static string TooShort(string path, int minimum)
        => minimum == 1 ? $"{Named(path)} must have at least one character; it is empty." : $"{Named(path)} must have at least {minimum} characters.";

    public static string TooFewItems(string path, int minimum, int arrived)
        => $"{Named(path)} must have at least {minimum} item{(minimum == 1 ? "" : "s")}; it has {arrived}.";

    public static string OutOfRange(string path, string rule, string arrived)
        => $"{Named(path)} must be {rule}; it is {Cut(arrived)}.";

    public static string NotInVocabulary(string path, IReadOnlyList<string> words, string arrived)
        => $"{Named(path)} must be one of {string.Join(", ", words)}; it is {Cut(arrived)}.";

    public static string PatternMismatch(string path, string rule, string arrived)
        => $"{Named(path)} must be {rule}; it is {Cut(arrived)}.";

    public static string InvalidId(string path, string reason, string arrived)
        => $"{Named(path)} must be a ULID (26 characters) or a UUID (36 or 32): {reason}; it is {Cut(arrived)}.";

    public static string InvalidTimestamp(string path, string reason, string arrived)
        => $"{Named(path)} must be an ISO 8601 date-time with an offset, such as 2026-02-15T10:54:55Z: {reason}; it is {Cut(arrived)}.";

    public static string InvalidLooseTimestamp(string path, string reason, string arrived)
        => $"{Named(path)} must be an ISO 8601 date or date-time, such as 2026-02-15 or 2026-02-15T10:54:55Z: {reason}; it is {Cut(arrived)}.";

    public static string InvalidUuid(string path, string arrived) => $"{Named(path)} must be a UUID; it is {Cut(arrived)}.";

    public static string InvalidUrl(string path, string arrived)
        => $"{Named(path)} must be an absolute http or https URL; it is {Cut(arrived)}.";

    public static string UnknownEventType(string eventType, string surface)
        => $"event_type {Cut(Quote(eventType))} is not in the catalogue of the {surface} surface: check its spelling and case.";

    public static string Duplicate(string path) => $"{Named(path)} stands twice in its object: send it once.";

    public static string Malformed(string detail) => $"The text is not JSON: {detail}";

    public static string TooDeep(int limit) => $"The text is nested deeper than {limit} levels: flatten it.";

    public static string NotUtf8() => "The text is not valid UTF-8.";

    public static string LoneSurrogate() => "A string holds half of a surrogate pair: send the whole character.";

    public static string Nul() => "A string holds the character NUL (U+0000): remove it.";

    public static string NumberTooLarge(string arrived) => $"The number {Cut(arrived)} is too large for a double.";

    public static string UnsupportedVersion(int major, IReadOnlyList<int> accepted)
        => $"schema_version {major}.x is not taken in: send an envelope of major version {string.Join(" or ", accepted)}.";

    public static string AggregateMismatch(string expected, string arrived)
        => $"aggregate_id must be {Cut(Quote(expected))}, which is mission/ and the payload's mission_id; it is {Cut(Quote(arrived))}.";

    public static string CorrelationMustBeUlid(string arrived)
        => $"correlation_id of a collaboration event must be the ULID of its mission run; it is {Cut(Quote(arrived))}.";

    public static string Misplaced(string key, string participantId)
        => $"{Cut(key)}.participant_id must be the participant that the roster lists it under, {Cut(Quote(key))}; it is {Cut(Quote(participantId))}.";

    public static string Quote(string text) => $"\"{text}\"";

    /// <summary>At most so much of what arrived, so that an answer never grows with a hostile input.</summary>
    public static string Cut(string arrived)
    {
        if (arrived.Length <= Shown)
        {
            return arrived;
        }

        var end = char.IsHighSurrogate(arrived[Shown - 1]) ? Shown - 1 : Shown;
        return string.Concat(arrived.AsSpan(0, end), "…");
    }

    private static string Named(string path) => path.Length == 0 ? "The value" : path;
}
