using System.Text.Json;
using SpecKitty.Events.Envelope;
using SpecKitty.Events.Shapes;

namespace SpecKitty.Events.Causality;

/// <summary>A counter that replicas add to and take from, so that every order and every repetition of its events comes to the same sum.</summary>
public static class Counter
{
    /// <summary>Adds up the deltas of events; an event that comes again counts once, and what it said first counts.</summary>
    /// <param name="events">Events whose payload may have <c>delta</c>, a whole number. An event without it adds 0.</param>
    /// <returns>The sum; 0 for no events.</returns>
    /// <exception cref="ValidationException">The <c>delta</c> of an event is not a whole number of 64 bits, null included, and the message names the event; or the sum goes past 64 bits.</exception>
    public static long Merge(IEnumerable<Event> events)
    {
        var counted = new HashSet<EventId>();

        // Wide enough for any list of 64-bit deltas, so that only the sum itself can be too large and never a sum on the way, which would depend on the order.
        Int128 sum = 0;
        foreach (var item in events)
        {
            if (counted.Add(item.EventId))
            {
                sum += Delta(item);
            }
        }

        return sum >= long.MinValue && sum <= long.MaxValue
            ? (long)sum
            : throw new ValidationException($"The deltas add up to {sum}, which is past 64 bits: split the counter.");
    }

    private static long Delta(Event item)
    {
        if (!PayloadMember.TryFind(item, "delta", out var reader))
        {
            return 0;
        }

        return reader.TokenType == JsonTokenType.Number && WholeNumber.Read(ref reader, out var delta) == WholeNumberKind.Whole
            ? delta
            : throw PayloadMember.WrongType(item, "delta", "a whole number of 64 bits", ref reader);
    }
}
