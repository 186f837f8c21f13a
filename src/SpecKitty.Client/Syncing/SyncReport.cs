using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace SpecKitty.Client.Syncing;

/// <summary>Writes a run as the contract's report: <c>generated_at</c>, <c>summary</c>, <c>failures</c>.</summary>
/// <remarks>
/// Beside them, what the contract does not know: how many events stayed and why (<c>not_linked</c>, <c>held_by_others</c>, <c>unanswered</c>, <c>damaged</c>),
/// and of a run that was stopped early <c>stopped</c>, the cause as a sentence.
/// </remarks>
public static class SyncReport
{
    private static readonly JsonWriterOptions Indented = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes the members of the report into an object that the caller has begun.</summary>
    public static void Write(Utf8JsonWriter json, SyncSummary summary, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(summary);
        json.WriteString("generated_at", now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        json.WriteStartObject("summary");
        json.WriteNumber("total_events", summary.TotalEvents);
        json.WriteNumber("synced", summary.Synced);
        json.WriteNumber("duplicates", summary.Duplicates);
        json.WriteNumber("failed", summary.Failed);
        json.WriteStartObject("categories");
        foreach (var (category, count) in summary.Categories)
        {
            json.WriteNumber(category, count);
        }

        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteStartArray("failures");
        foreach (var failure in summary.Failures)
        {
            json.WriteStartObject();
            json.WriteString("event_id", failure.EventId);
            json.WriteString("error", failure.Error);
            json.WriteString("category", failure.Category);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteNumber("not_linked", summary.NotLinked);
        json.WriteNumber("held_by_others", summary.HeldByOthers);
        json.WriteNumber("unanswered", summary.Unanswered);
        json.WriteNumber("damaged", summary.Damaged);
        if (summary.Stopped is { } stopped)
        {
            json.WriteString("stopped", stopped.Message);
        }
        else if (summary.IsInterrupted)
        {
            json.WriteString("stopped", "Interrupted.");
        }
    }

    /// <summary>Puts the report in the place of a file in one step: whoever reads it sees a whole report, old or new.</summary>
    /// <param name="path">The file. Its folder must exist; a symbolic link is followed.</param>
    /// <param name="summary">The run.</param>
    /// <param name="now">When the report is made.</param>
    /// <exception cref="ClientException">It cannot be written; what stood there stands there still.</exception>
    public static void Save(string path, SyncSummary summary, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(path);
        var text = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(text, Indented))
        {
            json.WriteStartObject();
            Write(json, summary, now);
            json.WriteEndObject();
        }

        text.Write("\n"u8);
        string? fresh = null;
        try
        {
            var target = new FileInfo(path).LinkTarget is null ? path : File.ResolveLinkTarget(path, returnFinalTarget: true)!.FullName;
            fresh = $"{target}.{Guid.NewGuid():N}.new";
            using (var stream = new FileStream(fresh, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                stream.Write(text.WrittenSpan);
                stream.Flush(flushToDisk: true);
            }

            File.Move(fresh, target, overwrite: true);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            Forget(fresh);
            throw new ClientException(
                ClientFailure.LocalFile,
                $"The report {path} could not be written: {refused.Message}",
                "Check that its folder is there, that you may write to it, and that the disk has room. The queue is as the summary says.",
                refused);
        }
    }

    private static void Forget(string? fresh)
    {
        try
        {
            File.Delete(fresh ?? "");
        }
        catch (Exception ignored) when (ignored is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // The failure that brought us here is the one to tell.
        }
    }
}
