namespace SpecKitty.Server.Storage.Sqlite;

/// <summary>Participant tokens in SQLite.</summary>
internal sealed class SqliteParticipantTokenStore(SqliteConnections connections) : IParticipantTokenStore
{
    public async Task<ParticipantTokenHolder?> FindAsync(Guid projectId, ReadOnlyMemory<byte> tokenHash, DateTimeOffset now, CancellationToken cancellationToken = default)
    {
        await using var connection = await connections.OpenReaderAsync(cancellationToken);
        using var statement = new SqliteStatement(
            connection,
            $"""
            SELECT {SqliteUsers.Columns}, t.mission_id, t.participant_id, t.created_at, t.expires_at, t.delivers_only
            FROM participant_tokens t JOIN users u ON u.user_id = t.user_id {SqliteUsers.Memberships}
            WHERE t.project_uuid = $1 AND t.token_hash = $2 AND t.expires_at > $3
            ORDER BY {SqliteUsers.Order}
            """,
            3);
        await using var rows = statement.Query(SqliteValues.Key(projectId), SqliteValues.Blob(tokenHash), SqliteValues.Time(now));
        ParticipantTokenRecord? token = null;
        var users = SqliteUsers.Read(rows, row => token = new ParticipantTokenRecord(
            projectId,
            tokenHash,
            row.GetString(SqliteUsers.ColumnCount),
            row.GetString(SqliteUsers.ColumnCount + 1),
            row.GetString(0),
            SqliteValues.Time(row, SqliteUsers.ColumnCount + 2),
            SqliteValues.Time(row, SqliteUsers.ColumnCount + 3),
            row.GetInt64(SqliteUsers.ColumnCount + 4) != 0));
        return token is null ? null : new ParticipantTokenHolder(token, users[0]);
    }
}
