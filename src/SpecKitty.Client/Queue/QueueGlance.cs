using System.Text;
using Microsoft.Data.Sqlite;
using SpecKitty.Client.Home;
using SpecKitty.Sqlite;

namespace SpecKitty.Client.Queue;

/// <summary>Looks at a queue's file without the connection that the queue works with, which takes longer to make than everything else that a look takes.</summary>
internal static unsafe class QueueGlance
{
    /// <summary>Looks, unless something stands in the way.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">The bounds.</param>
    /// <param name="most">The most types, reasons and rejected events that are told.</param>
    /// <returns>
    /// What there is; null when the queue must be opened for work first: to bring the file to the newest version, to set a damaged one aside,
    /// to wait for another process, or to say what is wrong.
    /// </returns>
    /// <exception cref="ClientException">The file or its lock may not be used.</exception>
    public static QueueLook? Take(string path, OfflineQueueOptions options, int most)
    {
        if (!QueueFile.Exists(path))
        {
            return new QueueLook(new QueueOverview(new QueueStatus(0, 0, 0, 0, options.Limit, null, null), [], [], [], []), [], Notice: null);
        }

        // As the queue holds it: nobody may set the file aside while it is open.
        using var presence = FileLock.Share(path + ".lock");
        nint database = 0;
        try
        {
            SystemSqlite.Resolve();
            return Open(path, &database) ? Look(database, options.Limit, most) : null;
        }
        catch (Exception obstacle) when (obstacle is SqliteException or DllNotFoundException)
        {
            return null;
        }
        finally
        {
            if (database != 0)
            {
                _ = SqliteCalls.Close(database);
            }
        }
    }

    private static bool Open(string path, nint* database)
    {
        fixed (byte* name = Terminated(path))
        fixed (byte* settings = Terminated(QueueDatabase.Durability))
        {
            // For writing too, as one who only reads could leave files behind. Without patience: whoever has to wait opens the queue for it.
            return SqliteCalls.Open(name, database, SqliteCalls.ForReadingAndWriting, null) == SqliteCalls.Ok
                && SqliteCalls.Execute(*database, settings, 0, 0, 0) == SqliteCalls.Ok
                && QueueSchema.Newest == Version(*database);
        }
    }

    private static QueueLook Look(nint database, long limit, int most)
    {
        var (overview, rejected) = QueueCounts.Look(database, limit, most);
        return new QueueLook(overview, rejected, Notice: null);
    }

    private static long Version(nint database)
    {
        using var version = new QueueStatement(database, QueueSchema.VersionText);
        version.Next();
        return version.Number(0);
    }

    private static byte[] Terminated(string text) => Encoding.UTF8.GetBytes(text + '\0');
}
