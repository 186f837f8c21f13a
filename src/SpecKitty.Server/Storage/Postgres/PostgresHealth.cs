namespace SpecKitty.Server.Storage.Postgres;

/// <summary>How the database is doing.</summary>
internal sealed class PostgresHealth(PostgresDatabase database, PostgresLanes lanes) : IStoreHealth
{
    public int WaitingWrites => lanes.Waiting;

    // A real write, which a read-only database refuses; committed like any other, so that a full disk, a standby and a standby that does not answer all show.
    public Task CheckWritableAsync(CancellationToken cancellationToken = default) => database.UseAsync(
        connection => PostgresStatement.ExecuteAsync(connection, [PostgresStatement.Make("UPDATE schema_versions SET name = name WHERE version = 1")], cancellationToken),
        cancellationToken);

    public async Task<DateTimeOffset?> ReadClockAsync(CancellationToken cancellationToken = default)
    {
        var times = await database.UseAsync(
            connection => PostgresStatement.QueryAsync(connection, [PostgresStatement.Make("SELECT clock_timestamp()")], row => PostgresValues.Time(row, 0), cancellationToken),
            cancellationToken);
        return times[0];
    }

    public async Task<long> ReadSizeAsync(CancellationToken cancellationToken = default)
    {
        var sizes = await database.UseAsync(
            connection => PostgresStatement.QueryAsync(connection, [PostgresStatement.Make("SELECT pg_database_size(current_database())")], row => row.GetInt64(0), cancellationToken),
            cancellationToken);
        return sizes[0];
    }
}
