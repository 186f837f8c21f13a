using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace SpecKitty.Client.Queue;

/// <summary>A statement that adds a row, prepared once, with values bound by their place.</summary>
/// <remarks>The provider's commands look each parameter up by its name for every row, and turn texts into UTF-8 that is there already: of many rows that takes as long as the database does.</remarks>
internal sealed class RowStatement : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;

    public RowStatement(SqliteConnection connection, string text)
    {
        Connection = connection;
        _database = connection.Handle ?? throw new InvalidOperationException("The queue's file is not open.");
        SqliteException.ThrowExceptionForRC(raw.sqlite3_prepare_v2(_database, text, out _statement), _database);
    }

    public SqliteConnection Connection { get; }

    /// <summary>Binds 1 to 6 to id, type, project, time, checksum and body, 7 to the limit if there is one, and runs.</summary>
    /// <returns>How many rows were added.</returns>
    public int Run(RowBytes row, long queuedAt, ReadOnlySpan<byte> checksum, long? limit)
    {
        try
        {
            Check(raw.sqlite3_bind_text(_statement, 1, row.Id));
            Check(raw.sqlite3_bind_text(_statement, 2, row.Type));
            Check(raw.sqlite3_bind_text(_statement, 3, row.Project));
            Check(raw.sqlite3_bind_int64(_statement, 4, queuedAt));
            Check(raw.sqlite3_bind_blob(_statement, 5, checksum));
            Check(raw.sqlite3_bind_blob(_statement, 6, row.Body));
            if (limit is { } most)
            {
                Check(raw.sqlite3_bind_int64(_statement, 7, most));
            }

            Check(raw.sqlite3_step(_statement));
            return raw.sqlite3_changes(_database);
        }
        finally
        {
            _ = raw.sqlite3_reset(_statement);
        }
    }

    public void Dispose() => _statement.Dispose();

    private void Check(int code)
    {
        if (code is not (raw.SQLITE_OK or raw.SQLITE_DONE))
        {
            SqliteException.ThrowExceptionForRC(code, _database);
        }
    }
}
