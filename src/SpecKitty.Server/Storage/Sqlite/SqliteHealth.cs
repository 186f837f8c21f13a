namespace SpecKitty.Server.Storage.Sqlite;

/// <summary>How the database is doing.</summary>
internal sealed class SqliteHealth(SqliteConnections connections, SqliteWriter writer) : IStoreHealth
{
    public int WaitingWrites => writer.Waiting;

    // A page is changed, written and synced: a full or read-only disk, a lost mount and a lock that is never released all show.
    public Task CheckWritableAsync(CancellationToken cancellationToken = default) => writer.RunAsync(
        connection =>
        {
            using var touch = new SqliteStatement(connection, "UPDATE write_check SET count = count + 1", 0);
            return touch.Execute();
        },
        cancellationToken);

    public Task<DateTimeOffset?> ReadClockAsync(CancellationToken cancellationToken = default) => Task.FromResult<DateTimeOffset?>(null);

    public async Task<long> ReadSizeAsync(CancellationToken cancellationToken = default)
    {
        await using var connection = await connections.OpenReaderAsync(cancellationToken);
        using var measure = new SqliteStatement(connection, "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()", 0);
        await using var rows = measure.Query();
        rows.Read();
        return rows.GetInt64(0);
    }
}
