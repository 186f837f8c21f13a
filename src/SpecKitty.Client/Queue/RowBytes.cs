using System.Text;

namespace SpecKitty.Client.Queue;

/// <summary>What stands in a row, as the bytes that its checksum is made of.</summary>
internal readonly ref struct RowBytes
{
    private const int Separators = 3;

    private readonly int _id;
    private readonly int _type;
    private readonly int _project;

    private RowBytes(ReadOnlySpan<byte> all, int id, int type, int project)
    {
        All = all;
        _id = id;
        _type = type;
        _project = project;
    }

    /// <summary>Id, type, project and body, each but the last ended by a line feed.</summary>
    public ReadOnlySpan<byte> All { get; }

    public ReadOnlySpan<byte> Id => All[.._id];

    public ReadOnlySpan<byte> Type => All[(_id + 1).._type];

    public ReadOnlySpan<byte> Project => All[(_type + 1).._project];

    public ReadOnlySpan<byte> Body => All[(_project + 1)..];

    /// <summary>How many bytes a row may take.</summary>
    public static int Most(string eventId, string eventType, string projectUuid, int bodyLength)
        => Encoding.UTF8.GetMaxByteCount(eventId.Length + eventType.Length + projectUuid.Length) + Separators + bodyLength;

    /// <summary>How many bytes a row takes whose texts are UTF-8 already.</summary>
    public static int Most(int eventId, int eventType, int projectUuid, int bodyLength) => eventId + eventType + projectUuid + Separators + bodyLength;

    /// <summary>Writes a row's bytes into a buffer that is long enough for them.</summary>
    public static RowBytes Write(Span<byte> buffer, ReadOnlySpan<byte> eventId, ReadOnlySpan<byte> eventType, ReadOnlySpan<byte> projectUuid, ReadOnlySpan<byte> body)
    {
        var id = Append(buffer, 0, eventId);
        var type = Append(buffer, id + 1, eventType);
        var project = Append(buffer, type + 1, projectUuid);
        return End(buffer, id, type, project, body);
    }

    /// <inheritdoc cref="Write(Span{byte}, ReadOnlySpan{byte}, ReadOnlySpan{byte}, ReadOnlySpan{byte}, ReadOnlySpan{byte})"/>
    public static RowBytes Write(Span<byte> buffer, string eventId, string eventType, string projectUuid, ReadOnlySpan<byte> body)
    {
        var id = Append(buffer, 0, eventId);
        var type = Append(buffer, id + 1, eventType);
        var project = Append(buffer, type + 1, projectUuid);
        return End(buffer, id, type, project, body);
    }

    private static RowBytes End(Span<byte> buffer, int id, int type, int project, ReadOnlySpan<byte> body)
    {
        body.CopyTo(buffer[(project + 1)..]);
        return new RowBytes(buffer[..(project + 1 + body.Length)], id, type, project);
    }

    private static int Append(Span<byte> buffer, int at, ReadOnlySpan<byte> text)
    {
        text.CopyTo(buffer[at..]);
        buffer[at + text.Length] = (byte)'\n';
        return at + text.Length;
    }

    private static int Append(Span<byte> buffer, int at, string text)
    {
        at += Encoding.UTF8.GetBytes(text, buffer[at..]);
        buffer[at] = (byte)'\n';
        return at;
    }
}
