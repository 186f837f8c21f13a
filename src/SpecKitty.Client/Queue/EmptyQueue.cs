using System.Globalization;
using SpecKitty.Client.Emitting;
using SpecKitty.Client.Home;

namespace SpecKitty.Client.Queue;

/// <summary>Notices that a queue has lost its content: a file of 0 bytes where events were made before.</summary>
internal static class EmptyQueue
{
    /// <summary>A process that makes the file has filled it long before.</summary>
    private static readonly TimeSpan TimeToBegin = TimeSpan.FromSeconds(5);

    /// <summary>What the user must hear before the file is used as a new one; null when nothing speaks against that.</summary>
    public static string? NoticeOf(SpecKittyHome home, TimeProvider clock)
    {
        var file = new FileInfo(home.QueuePath);
        var log = new FileInfo(home.QueuePath + "-wal");
        var isEmpty = file.Exists && file.Length == 0 && (!log.Exists || log.Length == 0);
        return isEmpty && clock.GetUtcNow() - new DateTimeOffset(file.LastWriteTimeUtc) > TimeToBegin && ClockFile.Peek(home) is > 0 and var value
            ? string.Create(CultureInfo.InvariantCulture, $"The queue {home.QueuePath} had 0 bytes, though the clock of this machine stands at {value}, so there were events before. A fresh queue was started. ")
                + "What was not delivered is lost here, unless a copy of the file exists: 'spec-kitty sync salvage FILE' reads it back."
            : null;
    }
}
