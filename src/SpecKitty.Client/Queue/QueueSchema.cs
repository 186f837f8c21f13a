using Microsoft.Data.Sqlite;

namespace SpecKitty.Client.Queue;

/// <summary>The tables of the queue, and the steps from each version to the next.</summary>
internal static class QueueSchema
{
    /// <summary>One script a version; a script that was released is never changed.</summary>
    private static readonly string[] Steps =
    [
        """
        CREATE TABLE events (
          position INTEGER PRIMARY KEY,
          event_id TEXT NOT NULL UNIQUE,
          event_type TEXT NOT NULL,
          project_uuid TEXT NOT NULL,
          body BLOB NOT NULL,
          checksum TEXT NOT NULL,
          state TEXT NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'failed', 'dead', 'delivered')),
          attempts INTEGER NOT NULL DEFAULT 0,
          category TEXT,
          reason TEXT,
          queued_at INTEGER NOT NULL,
          delivered_at INTEGER,
          lease_owner TEXT,
          lease_expires_at INTEGER
        );
        CREATE INDEX events_due ON events (position) WHERE state IN ('pending', 'failed');
        CREATE INDEX events_leased ON events (project_uuid, lease_owner, lease_expires_at) WHERE lease_owner IS NOT NULL;
        CREATE INDEX events_delivered ON events (delivered_at) WHERE state = 'delivered';

        CREATE TABLE totals (id INTEGER PRIMARY KEY CHECK (id = 1), undelivered INTEGER NOT NULL);
        INSERT INTO totals (id, undelivered) VALUES (1, 0);
        CREATE TRIGGER events_inserted AFTER INSERT ON events WHEN NEW.state <> 'delivered'
          BEGIN UPDATE totals SET undelivered = undelivered + 1; END;
        CREATE TRIGGER events_deleted AFTER DELETE ON events WHEN OLD.state <> 'delivered'
          BEGIN UPDATE totals SET undelivered = undelivered - 1; END;
        CREATE TRIGGER events_settled AFTER UPDATE OF state ON events WHEN (OLD.state = 'delivered') <> (NEW.state = 'delivered')
          BEGIN UPDATE totals SET undelivered = undelivered + CASE NEW.state WHEN 'delivered' THEN -1 ELSE 1 END; END;
        """,

        // No check holds the words of the states: it would be made for every row that is added, and a word that nobody knows reads as dead.
        // A checksum is the digest itself; rows of before keep theirs as text. Holds are on projects, so that taking and settling rows
        // writes each row once. The limit is read off the index of what is undelivered, so that adding a row writes no total.
        """
        CREATE TABLE events_2 (
          position INTEGER PRIMARY KEY,
          event_id TEXT NOT NULL UNIQUE,
          event_type TEXT NOT NULL,
          project_uuid TEXT NOT NULL,
          state TEXT NOT NULL DEFAULT 'pending',
          attempts INTEGER NOT NULL DEFAULT 0,
          category TEXT,
          reason TEXT,
          queued_at INTEGER NOT NULL,
          delivered_at INTEGER,
          delivered_to TEXT,
          checksum BLOB NOT NULL,
          body BLOB NOT NULL
        );
        INSERT INTO events_2 (position, event_id, event_type, project_uuid, state, attempts, category, reason, queued_at, delivered_at, checksum, body)
          SELECT position, event_id, event_type, project_uuid, state, attempts, category, reason, queued_at, delivered_at, checksum, body
          FROM events ORDER BY position;
        DROP TABLE events;
        DROP TABLE totals;
        ALTER TABLE events_2 RENAME TO events;
        CREATE INDEX events_undelivered ON events (position, state) WHERE state <> 'delivered';
        CREATE INDEX events_delivered ON events (delivered_at) WHERE state = 'delivered';
        CREATE TABLE holds (
          project_uuid TEXT PRIMARY KEY,
          owner TEXT NOT NULL,
          expires_at INTEGER NOT NULL
        ) WITHOUT ROWID;
        """,
    ];

    /// <summary>Asks for the version of a database that has one.</summary>
    public const string VersionText = "SELECT coalesce(max(version), 0) FROM schema_version";

    /// <summary>The newest version that this program knows.</summary>
    public static int Newest => Steps.Length;

    /// <summary>Brings a database to the newest version. Several processes may do so at once.</summary>
    /// <exception cref="ClientException">The database was made by a newer program.</exception>
    public static void Migrate(SqliteConnection connection)
    {
        if (VersionOf(connection, transaction: null) == Newest)
        {
            return;
        }

        // Taken at once for writing, so that of several processes one migrates and the others find it done.
        using var transaction = connection.BeginTransaction(deferred: false);
        var version = VersionOf(connection, transaction);
        if (version > Newest)
        {
            throw new ClientException(
                ClientFailure.LocalFile,
                $"The queue {connection.DataSource} has version {version}; this program knows versions up to {Newest}.",
                "Use the newer spec-kitty that made it.");
        }

        Run(connection, transaction, "CREATE TABLE IF NOT EXISTS schema_version (version INTEGER PRIMARY KEY)");
        for (var next = version; next < Newest; next++)
        {
            Run(connection, transaction, Steps[next]);
            Run(connection, transaction, $"INSERT INTO schema_version (version) VALUES ({next + 1})");
        }

        transaction.Commit();
    }

    private static int VersionOf(SqliteConnection connection, SqliteTransaction? transaction)
    {
        using var exists = connection.CreateCommand();
        exists.Transaction = transaction;
        exists.CommandText = "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'schema_version'";
        if ((long)exists.ExecuteScalar()! == 0)
        {
            return 0;
        }

        using var version = connection.CreateCommand();
        version.Transaction = transaction;
        version.CommandText = VersionText;
        return (int)(long)version.ExecuteScalar()!;
    }

    private static void Run(SqliteConnection connection, SqliteTransaction transaction, string script)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
#pragma warning disable CA2100 // The scripts are constants of this file.
        command.CommandText = script;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
