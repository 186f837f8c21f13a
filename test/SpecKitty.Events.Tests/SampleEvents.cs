using SpecKitty.Events.Envelope;
using SpecKitty.Events.Values;

namespace SpecKitty.Events.Tests;

/// <summary>Envelopes for tests that are about a few of their members.</summary>
internal static class SampleEvents
{
    /// <summary>The smallest valid envelope, as text.</summary>
    public const string SmallestText =
        """
        {"event_id":"01ARZ3NDEKTSV4RRFFQ69G5FAV","event_type":"Noted","aggregate_id":"A","timestamp":"2026-02-15T10:54:55Z","node_id":"n","lamport_clock":1,"project_uuid":"550e8400-e29b-41d4-a716-446655440000","correlation_id":"01ARZ3NDEKTSV4RRFFQ69G5FAW"}
        """;

    /// <summary>The smallest envelope with more members at its end.</summary>
    public static string With(string members) => $"{SmallestText[..^1]},{members}}}";

    /// <summary>The smallest envelope with another value for one of its members.</summary>
    public static string Replaced(string member, string value)
    {
        var from = SmallestText.IndexOf($"\"{member}\":", StringComparison.Ordinal) + member.Length + 3;
        var to = SmallestText.IndexOfAny([',', '}'], from);
        return string.Concat(SmallestText.AsSpan(0, from), value, SmallestText.AsSpan(to));
    }

    /// <summary>The id of a small number; greater numbers have greater ids.</summary>
    public static EventId Id(int number) => EventId.From(new Ulid(0, (ulong)number));

    /// <summary>An envelope.</summary>
    public static Event Event(int id, long clock = 1, string node = "n", string aggregate = "A", string payload = "{}", int? cause = null) => new()
    {
        EventId = Id(id),
        EventType = "Noted",
        AggregateId = aggregate,
        Payload = JsonText.Parse(payload),
        Timestamp = EventTimestamp.Parse("2026-02-15T10:54:55Z"),
        NodeId = node,
        LamportClock = clock,
        CausationId = cause is { } number ? Id(number) : null,
        ProjectUuid = new Guid("550e8400-e29b-41d4-a716-446655440000"),
        CorrelationId = Id(9999),
    };

    /// <summary>The ids of events, as the numbers that <see cref="Event"/> was given.</summary>
    public static int[] Numbers(this IEnumerable<Event> events)
        => [.. events.Select(item => (int)Ulid.Parse(item.EventId.ToString()).Low)];

    /// <summary>The ids of events, as texts.</summary>
    public static string[] Texts(this IEnumerable<Event> events) => [.. events.Select(item => item.EventId.ToString())];
}
