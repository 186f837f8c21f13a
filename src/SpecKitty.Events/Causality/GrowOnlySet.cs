using System.Text.Json;
using SpecKitty.Events.Envelope;
using SpecKitty.Events.Values;

namespace SpecKitty.Events.Causality;

/// <summary>A set of tags that replicas only add to, so that every order and every repetition of its events comes to the same set.</summary>
public static class GrowOnlySet
{
    /// <summary>Merges the tags of events.</summary>
    /// <param name="events">Events whose payload may have <c>tags</c>, a list of texts. An event without it adds nothing.</param>
    /// <returns>Every tag once.</returns>
    /// <exception cref="ValidationException">The <c>tags</c> of an event are not a list of texts; null is none either. The message names the event.</exception>
    public static EquatableSet Merge(IEnumerable<Event> events)
    {
        var tags = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in events)
        {
            AddTags(item, tags);
        }

        return EquatableSet.Of(tags);
    }

    private static void AddTags(Event item, HashSet<string> tags)
    {
        if (!PayloadMember.TryFind(item, "tags", out var reader))
        {
            return;
        }

        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw PayloadMember.WrongType(item, "tags", "a list of strings", ref reader);
        }

        var position = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.String)
            {
                throw PayloadMember.WrongType(item, $"tags.{position}", "a string", ref reader);
            }

            tags.Add(reader.GetString()!);
            position++;
        }
    }
}
