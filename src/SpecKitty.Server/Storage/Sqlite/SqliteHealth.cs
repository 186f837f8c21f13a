namespace SpecKitty.Server.Storage.Sqlite;

/// <summary>How the database is doing.</summary>
internal sealed class SqliteHealth(SqliteWriter writer) : IStoreHealth
{
    public int WaitingWrites => writer.Waiting;

    // A page is written and synced: a full disk, a lost mount and a lock that nobody gives back all show.
    public Task CheckWritableAsync(CancellationToken cancellationToken = default) => writer.RunAsync(
        connection =>
        {
            using var touch = new SqliteStatement(connection, "UPDATE schema_versions SET name = name WHERE version = 1", 0);
            return touch.Execute();
        },
        cancellationToken);
}
