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

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isClock = reader.ValueTextEquals("lamport_clock"u8);
                reader.Read();
                if (isClock)
                {
                    return reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var clock) ? Math.Max(0, clock) : 0;
                }

                reader.Skip();
            }
        }
        catch (JsonException)
        {
            // A damaged row knows no clock; the sync sets it aside by its checksum.
        }

        return 0;
    }
}
