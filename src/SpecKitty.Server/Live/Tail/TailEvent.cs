using System.Text.Json;
using SpecKitty.Server.Api;
using SpecKitty.Server.Api.Messages;
using SpecKitty.Server.Feeds;
using SpecKitty.Server.Live.Streams;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Live.Tail;

/// <summary>An event of a log as subscribers get it, written out once for all of them.</summary>
internal sealed class TailEvent(StoredEvent stored, long generation)
{
    // Two subscribers that come at the same time may both write it out: the bytes are the same.
    private byte[]? _streamMessage;
    private byte[]? _socketFrame;

    /// <summary>Its place in the project.</summary>
    public long Sequence => stored.Sequence;

    /// <summary>The mission that it is about; null when it is about none.</summary>
    public string? MissionId => stored.MissionId;

    /// <summary>When the server took it in.</summary>
    public DateTimeOffset ReceivedAt => stored.ReceivedAt;

    /// <summary>Bytes that it may take in memory, the texts written out counted.</summary>
    public long Weight => 3L * stored.Envelope.Length;

    /// <summary>The message of a stream, the blank line at its end included.</summary>
    public ReadOnlyMemory<byte> StreamMessage
        => _streamMessage ??= StreamText.Message(StreamText.Event, new LogCursor(generation, stored.Sequence), JsonSerializer.SerializeToUtf8Bytes(StoredEventAnswer.Of(stored), ApiJson.Options));

    /// <summary>The frame of a socket.</summary>
    public ReadOnlyMemory<byte> SocketFrame => _socketFrame ??= JsonSerializer.SerializeToUtf8Bytes(SocketEvent.Of(stored), ApiJson.Options);
}
