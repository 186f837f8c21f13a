using System.Globalization;
using Microsoft.Data.Sqlite;

namespace SpecKitty.Client.Queue;

/// <summary>Says in words what stands in the way of using the file, and what to do.</summary>
internal static class QueueFault
{
    public const int Busy = 5;
    public const int ReadOnly = 8;
    public const int InputOutput = 10;
    public const int Corrupt = 11;
    public const int Full = 13;
    public const int CannotOpen = 14;
    public const int Protocol = 15;
    public const int NotADatabase = 26;

    /// <summary>SQLite's refusal as cause and remedy.</summary>
    public static ClientException Unusable(string path, TimeSpan patience, SqliteException refused)
    {
        var (cause, remedy) = refused.SqliteErrorCode switch
        {
            Busy or Protocol => (
                string.Create(CultureInfo.InvariantCulture, $"another process has been writing to it for {patience.TotalSeconds:0.#} s"),
                "Find it with 'fuser' or the task manager, let it finish or end it, and try again."),
            Full => ("the disk is full", "Make room on the disk, and try again."),
            ReadOnly => ("it cannot be written to", "Check that you own the file and its folder, and that its disk is not mounted read-only."),
            InputOutput => ($"reading or writing it failed: {refused.Message}", "Check the disk: whether it has room, is still there and reports faults. Then try again."),
            CannotOpen => ($"it cannot be opened: {refused.Message}", "Check that the folder is there, that you own it and the file, and that the disk has room."),
            Corrupt or NotADatabase => ($"it is damaged: {refused.Message}", "Keep a copy of the file, then move it away; a fresh queue is started."),
            _ => (refused.Message, "Check that the disk has room and that you own the file."),
        };
        return Of(path, cause, remedy, refused);
    }

    /// <summary>The system's refusal as cause and remedy.</summary>
    public static ClientException Unusable(string path, Exception refused) =>
        Of(path, refused.Message, "Check that the folder is there, that you own it and the file, and that the disk has room.", refused);

    private static ClientException Of(string path, string cause, string remedy, Exception refused) => new(
        ClientFailure.LocalFile,
        $"The queue {path} cannot be used: {cause.TrimEnd('.')}.",
        $"{remedy} What this attempt was to write is not in the queue; what was there before is.",
        refused);
}
