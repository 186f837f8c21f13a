using Microsoft.Data.Sqlite;
using SpecKitty.Client.Home;
using SpecKitty.Client.Queue;
using SpecKitty.Sqlite;

namespace SpecKitty.Client.Syncing;

/// <summary>The newest row of a queue, and whether rows of before were made due again: when either is another than before, there is something to send.</summary>
/// <remarks>One look costs a read of the last page, however long the queue is. The file is opened for each, since a damaged one may have been replaced.</remarks>
/// <param name="Position">Its place.</param>
/// <param name="EventId">Its event.</param>
/// <param name="Revision">See <see cref="QueueRevision"/>.</param>
internal sealed record QueueTail(long Position, string EventId, long Revision)
{
    /// <summary>Looks at the end of a queue.</summary>
    /// <returns>It; null when the queue is empty, or cannot be read: whoever needs the queue will hear why.</returns>
    public static QueueTail? Of(SpecKittyHome home)
    {
        if (!File.Exists(home.QueuePath))
        {
            return null;
        }

        try
        {
            SystemSqlite.Register();
            using var connection = new SqliteConnection(new SqliteConnectionStringBuilder
            {
                DataSource = home.QueuePath,
                Mode = SqliteOpenMode.ReadOnly,
                Pooling = false,
                DefaultTimeout = 1,
            }.ConnectionString);
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "SELECT position, event_id FROM events ORDER BY position DESC LIMIT 1";
            using var reader = command.ExecuteReader();
            return reader.Read() && !reader.IsDBNull(1) ? new QueueTail(reader.GetInt64(0), reader.GetString(1), QueueRevision.Read(connection)) : null;
        }
        catch (Exception unreadable) when (unreadable is SqliteException or SqliteLibraryMissingException)
        {
            return null;
        }
    }
}
