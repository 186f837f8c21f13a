using System.Text.Json;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Feeds;

/// <summary>Whether an event is one that a person looks for.</summary>
internal static class EventMatch
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = int.MaxValue };

    // Where payloads of all families say who acts, or whom an event is about.
    private static readonly HashSet<string> WhoMembers = new(StringComparer.Ordinal) { "participant_id", "participant_ids", "agent_id", "actor", "changed_by", "author" };

    /// <summary>Looks into an event. Its mission and type are the store's to compare.</summary>
    public static bool IsMatch(StoredEvent stored, EventFilter filter)
    {
        var hasWho = filter.Who is null || filter.Who.Contains(stored.Principal);
        var hasText = filter.Text is null;
        if (hasWho && hasText)
        {
            return true;
        }

        var reader = new Utf8JsonReader(stored.Envelope.Span, Options);
        var member = "";
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName)
            {
                member = reader.GetString()!;
            }
            else if (reader.TokenType == JsonTokenType.String)
            {
                var text = reader.GetString()!;
                hasWho = hasWho || (WhoMembers.Contains(member) && filter.Who!.Contains(text));
                hasText = hasText || text.Contains(filter.Text!, StringComparison.OrdinalIgnoreCase);
                if (hasWho && hasText)
                {
                    return true;
                }
            }
        }

        return false;
    }
}
