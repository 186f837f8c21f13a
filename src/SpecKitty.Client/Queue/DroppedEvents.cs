using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using SpecKitty.Client.Home;

namespace SpecKitty.Client.Queue;

/// <summary>The file of the events that a person has dropped: JSON Lines, mode 600, only ever added to.</summary>
/// <remarks>
/// Members: <c>dropped_at</c>, <c>reason</c>, <c>event_id</c>, <c>event_type</c>, <c>project_uuid</c>, <c>state</c>, <c>attempts</c>, <c>category</c>, <c>rejection</c>,
/// <c>queued_at</c>, <c>intact</c>, and the row's bytes as the text <c>envelope</c> or, when they are not UTF-8, as <c>envelope_base64</c>.
/// </remarks>
internal static class DroppedEvents
{
    /// <summary>Adds a row, and returns when it is on disk. One process at a time: the caller holds the queue for writing.</summary>
    public static void Append(SpecKittyHome home, StoredRow row, string reason, DateTimeOffset now)
    {
        var path = home.DroppedPath;
        PrivateFile.Check(new FileInfo(path), PrivateFile.OwnerOnly, "600");
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.Read };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = PrivateFile.OwnerOnly;
        }

        try
        {
            using var file = new FileStream(path, options);

            // A line that a crash has cut off stays a line of its own.
            var line = Line(row, reason, now);
            if (file.Length > 0)
            {
                file.Position = file.Length - 1;
                line = file.ReadByte() == '\n' ? line : [(byte)'\n', .. line];
            }

            file.Position = file.Length;
            file.Write(line);
            file.Flush(flushToDisk: true);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new ClientException(
                ClientFailure.LocalFile,
                $"The copy of {row.EventId} could not be written to {path}: {refused.Message} The event stays in the queue.",
                "Check that you own the file and its folder, and that the disk has room.",
                refused);
        }
    }

    private static byte[] Line(StoredRow row, string reason, DateTimeOffset now)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("dropped_at", now.UtcDateTime);
            json.WriteString("reason", reason);
            json.WriteString("event_id", row.EventId);
            json.WriteString("event_type", row.EventType);
            json.WriteString("project_uuid", row.ProjectUuid);
            json.WriteString("state", StateText.Of(row.State));
            json.WriteNumber("attempts", row.Attempts);
            json.WriteString("category", row.Category);
            json.WriteString("rejection", row.Reason);
            json.WriteString("queued_at", StoredRow.Instant(row.QueuedAt).UtcDateTime);
            json.WriteBoolean("intact", row.IsIntact);
            if (Utf8.IsValid(row.Body))
            {
                json.WriteString("envelope", row.Body);
            }
            else
            {
                json.WriteBase64String("envelope_base64", row.Body);
            }

            json.WriteEndObject();
        }

        buffer.WriteByte((byte)'\n');
        return buffer.ToArray();
    }
}
