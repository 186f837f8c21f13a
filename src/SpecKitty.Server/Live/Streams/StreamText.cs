using System.Globalization;
using System.Text;
using SpecKitty.Server.Feeds;

namespace SpecKitty.Server.Live.Streams;

/// <summary>Writes the messages of a stream, as the format of server-sent events has them.</summary>
internal static class StreamText
{
    /// <summary>The name of the message that tells how things stand.</summary>
    public const string Snapshot = "snapshot";

    /// <summary>The name of the message with an event of the log.</summary>
    public const string Event = "event";

    /// <summary>The name of the message with something that is judged differently than before.</summary>
    public const string Change = "change";

    /// <summary>The kind of a change of how a participant does.</summary>
    public const string PresenceKind = "presence";

    /// <summary>The kind of a change of where a warning stands.</summary>
    public const string WarningKind = "warning";

    /// <summary>The name of the message before the server ends a stream for good.</summary>
    public const string End = "end";

    /// <summary>A comment, which readers ignore.</summary>
    public static ReadOnlyMemory<byte> Heartbeat { get; } = ":\n\n"u8.ToArray();

    /// <summary>A message.</summary>
    /// <param name="name">What it is.</param>
    /// <param name="id">The cursor that it leaves its reader at; null for one that leaves it where it is.</param>
    /// <param name="json">What it says.</param>
    public static byte[] Message(string name, LogCursor? id, ReadOnlySpan<byte> json)
    {
        var head = Encoding.UTF8.GetBytes(id is { } cursor
            ? string.Create(CultureInfo.InvariantCulture, $"id: {cursor}\nevent: {name}\ndata: ")
            : $"event: {name}\ndata: ");
        var message = new byte[head.Length + json.Length + 2];
        head.CopyTo(message, 0);
        var data = message.AsSpan(head.Length, json.Length);
        json.CopyTo(data);

        // A line break can only stand between the tokens of JSON, and would end the field; a space there means the same.
        data.Replace((byte)'\n', (byte)' ');
        data.Replace((byte)'\r', (byte)' ');
        message[^2] = message[^1] = (byte)'\n';
        return message;
    }

    /// <summary>Tells a reader how long to wait before it connects again.</summary>
    public static byte[] Retry(TimeSpan wait) => Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"retry: {(long)wait.TotalMilliseconds}\n\n"));
}
