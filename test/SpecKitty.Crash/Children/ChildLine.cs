using System.Globalization;
using System.Text.RegularExpressions;

namespace SpecKitty.Crash.Children;

/// <summary>The lines by which a child tells what it has done, and the payloads by which its events tell whose they are.</summary>
internal static partial class ChildLine
{
    /// <summary>The first line: the program runs.</summary>
    public const string Began = "began";

    private const string TurnWord = "turned";
    private const string EventWord = "event";
    private const string End = ".";

    /// <summary>The payload of an event, with its place among those of its child.</summary>
    public static string Payload(int child, int number) => string.Create(
        CultureInfo.InvariantCulture,
        $$"""{"wp_id":"WP01","entry_type":"note","entry_content":"child {{child}} event {{number}}"}""");

    /// <summary>Reads what <see cref="Payload"/> wrote as the content.</summary>
    /// <returns>The child and the event's number; null when it is not ours.</returns>
    public static (int Child, int Number)? Origin(string content) =>
        Content().Match(content) is { Success: true } match ? (Number(match, "child"), Number(match, "number")) : null;

    /// <summary>An event is on disk.</summary>
    public static string Acknowledged(string eventId, int number, long began, long ended) =>
        string.Create(CultureInfo.InvariantCulture, $"{EventWord} {eventId} {number} {began} {ended} {End}");

    /// <summary>A turn is done.</summary>
    public static string Turned(int synced, int duplicates) => string.Create(CultureInfo.InvariantCulture, $"{TurnWord} {synced} {duplicates} {End}");

    /// <summary>Reads an acknowledgement.</summary>
    /// <returns>It; null for any other line and for one that was cut off.</returns>
    public static Acknowledgement? ReadEvent(string line) => line.Split(' ') is [EventWord, var id, var number, var began, var ended, End]
        ? new Acknowledgement(id, int.Parse(number, CultureInfo.InvariantCulture), long.Parse(began, CultureInfo.InvariantCulture), long.Parse(ended, CultureInfo.InvariantCulture))
        : null;

    /// <summary>Reads the end of a turn.</summary>
    /// <returns>How many events the server took, and how many it had already; null for any other line.</returns>
    public static (int Synced, int Duplicates)? ReadTurn(string line) => line.Split(' ') is [TurnWord, var synced, var duplicates, End]
        ? (int.Parse(synced, CultureInfo.InvariantCulture), int.Parse(duplicates, CultureInfo.InvariantCulture))
        : null;

    private static int Number(Match match, string group) => int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex("^child (?<child>[0-9]+) event (?<number>[0-9]+)$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Content();
}
