using Npgsql;

namespace SpecKitty.Server.Storage.Postgres;

/// <summary>Participant tokens in PostgreSQL.</summary>
internal sealed class PostgresParticipantTokenStore(PostgresDatabase database) : IParticipantTokenStore
{
    public async Task<ParticipantTokenHolder?> FindAsync(Guid projectId, ReadOnlyMemory<byte> tokenHash, DateTimeOffset now, CancellationToken cancellationToken = default)
    {
        var rows = await database.UseAsync(
            connection => PostgresStatement.QueryAsync(
                connection,
                [
                    PostgresStatement.Make(
                        $"""
                        SELECT {PostgresUsers.Columns}, t.mission_id, t.participant_id, t.created_at, t.expires_at, t.delivers_only
                        FROM participant_tokens t JOIN users u ON u.user_id = t.user_id {PostgresUsers.Memberships}
                        WHERE t.project_uuid = $1 AND t.token_hash = $2 AND t.expires_at > $3
                        ORDER BY {PostgresUsers.Order}
                        """,
                        PostgresValues.Uuid(projectId),
                        PostgresValues.Bytes(tokenHash),
                        PostgresValues.Time(now)),
                ],
                row => (
                    User: PostgresUsers.Row(row),
                    Token: new ParticipantTokenRecord(
                        projectId,
                        tokenHash,
                        row.GetString(PostgresUsers.ColumnCount),
                        row.GetString(PostgresUsers.ColumnCount + 1),
                        row.GetString(0),
                        PostgresValues.Time(row, PostgresUsers.ColumnCount + 2),
                        PostgresValues.Time(row, PostgresUsers.ColumnCount + 3),
                        row.GetBoolean(PostgresUsers.ColumnCount + 4))),
                cancellationToken),
            cancellationToken);
        return rows.Count == 0 ? null : new ParticipantTokenHolder(rows[0].Token, PostgresUsers.Gather(rows.Select(row => row.User))[0]);
    }

    /// <summary>Keeps a token, inside a transaction that holds the project's lock.</summary>
    public static async Task<bool> AddAsync(NpgsqlConnection connection, ParticipantTokenRecord token, int most)
    {
        var forget = PostgresStatement.Make("DELETE FROM participant_tokens WHERE project_uuid = $1 AND expires_at <= $2", PostgresValues.Uuid(token.ProjectId), PostgresValues.Time(token.CreatedAt));
        await PostgresStatement.ExecuteAsync(connection, [forget]);
        var add = PostgresStatement.Make(
            """
            INSERT INTO participant_tokens (project_uuid, token_hash, mission_id, participant_id, user_id, created_at, expires_at)
            SELECT $1, $2, $3, $4, $5, $6, $7
            WHERE (SELECT count(*) FROM participant_tokens WHERE project_uuid = $1 AND mission_id = $3 AND participant_id = $4) < $8
            """,
            PostgresValues.Uuid(token.ProjectId),
            PostgresValues.Bytes(token.TokenHash),
            PostgresValues.Text(token.MissionId),
            PostgresValues.Text(token.ParticipantId),
            PostgresValues.Text(token.UserId),
            PostgresValues.Time(token.CreatedAt),
            PostgresValues.Time(token.ExpiresAt),
            PostgresValues.Number(most));
        return await PostgresStatement.ExecuteAsync(connection, [add]) == 1;
    }

    /// <summary>Says what the tokens of a participant are good for, inside a transaction that holds the project's lock.</summary>
    public static Task SetDeliversOnlyAsync(NpgsqlConnection connection, Guid projectId, string missionId, string participantId, bool deliversOnly)
        => PostgresStatement.ExecuteAsync(
            connection,
            [
                PostgresStatement.Make(
                    "UPDATE participant_tokens SET delivers_only = $4::bigint <> 0 WHERE project_uuid = $1 AND mission_id = $2 AND participant_id = $3",
                    PostgresValues.Uuid(projectId),
                    PostgresValues.Text(missionId),
                    PostgresValues.Text(participantId),
                    PostgresValues.Number(deliversOnly ? 1 : 0)),
            ]);

    /// <summary>Deletes every token of a participant, inside a transaction that holds the project's lock.</summary>
    public static Task DeleteAsync(NpgsqlConnection connection, Guid projectId, string missionId, string participantId)
        => PostgresStatement.ExecuteAsync(
            connection,
            [
                PostgresStatement.Make(
                    "DELETE FROM participant_tokens WHERE project_uuid = $1 AND mission_id = $2 AND participant_id = $3",
                    PostgresValues.Uuid(projectId),
                    PostgresValues.Text(missionId),
                    PostgresValues.Text(participantId)),
            ]);
}
