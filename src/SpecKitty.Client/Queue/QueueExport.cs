using SpecKitty.Client.Home;

namespace SpecKitty.Client.Queue;

/// <summary>Writes events of the queue as JSON Lines: each envelope byte for byte as it was queued, in the order of queueing.</summary>
/// <param name="queue">The queue.</param>
public sealed class QueueExport(OfflineQueue queue)
{
    /// <summary>The states of what was not delivered.</summary>
    public static IReadOnlyList<EventState> Undelivered { get; } = [EventState.Pending, EventState.Failed, EventState.Dead];

    /// <summary>Writes to a stream, which stays open.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="states">The states of the events that are meant.</param>
    /// <param name="project">Only this project's; null for all.</param>
    public ExportResult WriteTo(Stream output, IReadOnlyCollection<EventState> states, Guid? project = null)
    {
        ArgumentNullException.ThrowIfNull(output);
        var result = new ExportResult(0, 0);
        foreach (var row in RowPages.Read(queue.Database, states, project))
        {
            if (!row.IsIntact)
            {
                result = result with { Damaged = result.Damaged + 1 };
                continue;
            }

            output.Write(OnOneLine(row.Body));
            output.WriteByte((byte)'\n');
            result = result with { Events = result.Events + 1 };
        }

        return result;
    }

    /// <summary>Writes a file, mode 600, in one step: until it is whole, what stood there before stays.</summary>
    /// <exception cref="ClientException">It cannot be written.</exception>
    /// <inheritdoc cref="WriteTo"/>
    public ExportResult WriteFile(string path, IReadOnlyCollection<EventState> states, Guid? project = null)
    {
        var fresh = $"{path}.{Guid.NewGuid():N}.new";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None, BufferSize = 1 << 16 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = PrivateFile.OwnerOnly;
        }

        try
        {
            ExportResult result;
            using (var stream = new FileStream(fresh, options))
            {
                result = WriteTo(stream, states, project);
                stream.Flush(flushToDisk: true);
            }

            File.Move(fresh, path, overwrite: true);
            return result;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new ClientException(
                ClientFailure.LocalFile,
                $"{path} could not be written: {refused.Message} The queue is as it was.",
                "Check that the folder is there, that you may write to it, and that the disk has room.",
                refused);
        }
        finally
        {
            if (File.Exists(fresh))
            {
                File.Delete(fresh);
            }
        }
    }

    // In JSON a line break can only stand between two values, where a blank means the same; what spec-kitty itself makes has none.
    private static byte[] OnOneLine(byte[] body)
    {
        for (var at = body.AsSpan().IndexOfAny((byte)'\n', (byte)'\r'); at >= 0; at = body.AsSpan().IndexOfAny((byte)'\n', (byte)'\r'))
        {
            body[at] = (byte)' ';
        }

        return body;
    }
}

/// <summary>What was exported.</summary>
/// <param name="Events">How many events were written.</param>
/// <param name="Damaged">How many damaged rows were left out.</param>
public sealed record ExportResult(long Events, long Damaged);
