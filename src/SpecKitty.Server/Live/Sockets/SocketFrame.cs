using System.Text.Json;

namespace SpecKitty.Server.Live.Sockets;

/// <summary>Tells the frames of a client apart: whatever is no pong is meant to be an event.</summary>
internal static class SocketFrame
{
    // A pong with a time is far shorter.
    private const int LongestPong = 1024;

    public static bool IsPong(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > LongestPong)
        {
            return false;
        }

        try
        {
            var json = new Utf8JsonReader(utf8);
            var isPong = false;
            if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
            {
                return false;
            }

            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                // An event may carry a member of this name too.
                if (json.ValueTextEquals("event_type"u8))
                {
                    return false;
                }

                var isType = json.ValueTextEquals("type"u8);
                json.Read();
                isPong |= isType && json.TokenType == JsonTokenType.String && json.ValueTextEquals("pong"u8);
                json.Skip();
            }

            return isPong;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return false;
        }
    }
}
