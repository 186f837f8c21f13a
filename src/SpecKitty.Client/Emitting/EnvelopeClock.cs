using System.Text.Json;

namespace SpecKitty.Client.Emitting;

/// <summary>Finds the Lamport clock of an envelope without reading the rest of it.</summary>
internal static class EnvelopeClock
{
    /// <summary>The clock of an envelope; 0 when the text is none, as that of a damaged row.</summary>
    /// <param name="utf8">The envelope as UTF-8 JSON.</param>
    public static long Of(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8);
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return 0;
            }

            return Find(ref reader, "lamport_clock"u8) && reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var clock) ? Math.Max(0, clock) : 0;
        }
        catch (JsonException)
        {
            // A damaged row knows no clock; the sync sets it aside by its checksum.
            return 0;
        }
    }

    /// <summary>The clock of the envelope that a stored event has as its <c>event</c>; 0 when there is none.</summary>
    /// <param name="utf8">The stored event as UTF-8 JSON.</param>
    public static long OfStored(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8);
        try
        {
            return reader.Read() && reader.TokenType == JsonTokenType.StartObject && Find(ref reader, "event"u8) ? Of(utf8[(int)reader.TokenStartIndex..]) : 0;
        }
        catch (JsonException)
        {
            return 0;
        }
    }

    /// <summary>Goes to the value of a member of the object whose beginning the reader stands on.</summary>
    private static bool Find(ref Utf8JsonReader reader, ReadOnlySpan<byte> name)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            // A name with an escape in it may be no text at all, and no producer writes these so.
            var isIt = !reader.ValueIsEscaped && reader.ValueTextEquals(name);
            reader.Read();
            if (isIt)
            {
                return true;
            }

            reader.Skip();
        }

        return false;
    }
}
