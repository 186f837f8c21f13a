using Npgsql;

namespace SpecKitty.Server.Storage.Postgres;

/// <summary>Invitations to teams in PostgreSQL.</summary>
/// <remarks>Adding and accepting hold the row of the team, as every change of a membership does: the bound holds, and a single use is used once.</remarks>
internal sealed class PostgresInvitationStore(PostgresDatabase database) : IInvitationStore
{
    private const string Columns =
        "i.invitation_id, i.secret_hash, i.team_slug, i.role, i.username, i.is_single_use, i.created_by, i.created_at, i.expires_at, i.uses, i.accepted_at, i.declined_at, i.revoked_at, c.username";

    private const string From = "FROM team_invitations i JOIN users c ON c.user_id = i.created_by";

    // Of the parameter $1, the time.
    private const string Open = "i.revoked_at IS NULL AND i.expires_at > $1 AND NOT (i.is_single_use AND i.uses > 0)";

    public async Task<bool> AddAsync(InvitationRecord invitation, int most, CancellationToken cancellationToken = default)
        => await database.ChangeAsync(connection => AddAsync(connection, invitation, most, cancellationToken), cancellationToken);

    public Task<IReadOnlyList<InvitationRecord>> ListOfTeamAsync(string teamSlug, DateTimeOffset now, string afterInvitationId, int limit, CancellationToken cancellationToken = default)
        => ReadAsync(
            $"WHERE {Open} AND i.team_slug = $2 AND i.invitation_id > $3 ORDER BY i.invitation_id LIMIT $4",
            [PostgresValues.Time(now), PostgresValues.Text(teamSlug), PostgresValues.Text(afterInvitationId), PostgresValues.Number(limit)],
            cancellationToken);

    public Task<IReadOnlyList<InvitationRecord>> ListOfUserAsync(string userId, DateTimeOffset now, string afterInvitationId, int limit, CancellationToken cancellationToken = default)
        => ReadAsync(
            $"""
            JOIN users u ON u.user_id = $2 AND lower(u.username) = lower(i.username)
            WHERE {Open} AND i.declined_at IS NULL AND i.invitation_id > $3
              AND NOT EXISTS (SELECT 1 FROM memberships m WHERE m.user_id = $2 AND m.team_slug = i.team_slug)
            ORDER BY i.invitation_id LIMIT $4
            """,
            [PostgresValues.Time(now), PostgresValues.Text(userId), PostgresValues.Text(afterInvitationId), PostgresValues.Number(limit)],
            cancellationToken);

    public async Task<InvitationRecord?> FindAsync(ReadOnlyMemory<byte> secretHash, DateTimeOffset now, CancellationToken cancellationToken = default)
        => await ReadAsync($"WHERE {Open} AND i.secret_hash = $2", [PostgresValues.Time(now), PostgresValues.Bytes(secretHash)], cancellationToken) is [var invitation] ? invitation : null;

    public Task<InvitationAcceptance> AcceptAsync(string userId, string invitationId, DateTimeOffset acceptedAt, CancellationToken cancellationToken = default)
        => database.ChangeAsync(
            connection => AcceptAsync(
                connection,
                userId,
                $"JOIN users u ON u.user_id = $2 AND lower(u.username) = lower(i.username) WHERE {Open} AND i.invitation_id = $3",
                () => PostgresValues.Text(invitationId),
                acceptedAt,
                cancellationToken),
            cancellationToken);

    public Task<InvitationAcceptance> AcceptBySecretAsync(string userId, ReadOnlyMemory<byte> secretHash, DateTimeOffset acceptedAt, CancellationToken cancellationToken = default)
        => database.ChangeAsync(
            connection => AcceptAsync(
                connection,
                userId,
                $"JOIN users u ON u.user_id = $2 AND (i.username IS NULL OR lower(u.username) = lower(i.username)) WHERE {Open} AND i.secret_hash = $3",
                () => PostgresValues.Bytes(secretHash),
                acceptedAt,
                cancellationToken),
            cancellationToken);

    public async Task<bool> DeclineAsync(string userId, string invitationId, DateTimeOffset declinedAt, CancellationToken cancellationToken = default)
        => await database.ChangeAsync(
            connection => PostgresStatement.ExecuteAsync(
                connection,
                [
                    PostgresStatement.Make(
                        $"""
                        UPDATE team_invitations i SET declined_at = $1
                        WHERE {Open} AND i.invitation_id = $2 AND i.declined_at IS NULL AND lower(i.username) = (SELECT lower(u.username) FROM users u WHERE u.user_id = $3)
                        """,
                        PostgresValues.Time(declinedAt),
                        PostgresValues.Text(invitationId),
                        PostgresValues.Text(userId)),
                ],
                cancellationToken),
            cancellationToken) == 1;

    public async Task<bool> RevokeAsync(string teamSlug, string invitationId, DateTimeOffset revokedAt, CancellationToken cancellationToken = default)
        => await database.ChangeAsync(
            connection => PostgresStatement.ExecuteAsync(
                connection,
                [
                    PostgresStatement.Make(
                        $"UPDATE team_invitations i SET revoked_at = $1 WHERE {Open} AND i.invitation_id = $2 AND i.team_slug = $3",
                        PostgresValues.Time(revokedAt),
                        PostgresValues.Text(invitationId),
                        PostgresValues.Text(teamSlug)),
                ],
                cancellationToken),
            cancellationToken) == 1;

    /// <summary>Revokes the open invitations that a user created for a team.</summary>
    public static PostgresStatement RevokeAllOf(string userId, string teamSlug, DateTimeOffset at) => PostgresStatement.Make(
        $"UPDATE team_invitations i SET revoked_at = $1 WHERE {Open} AND i.created_by = $2 AND i.team_slug = $3",
        PostgresValues.Time(at),
        PostgresValues.Text(userId),
        PostgresValues.Text(teamSlug));

    private static async Task<bool> AddAsync(NpgsqlConnection connection, InvitationRecord invitation, int most, CancellationToken cancellationToken)
    {
        await PostgresTeamStore.LockAsync(connection, invitation.CreatedBy, invitation.TeamSlug, cancellationToken);
        var forget = PostgresStatement.Make(
            "DELETE FROM team_invitations WHERE team_slug = $1 AND expires_at <= $2",
            PostgresValues.Text(invitation.TeamSlug),
            PostgresValues.Time(invitation.CreatedAt));
        await PostgresStatement.ExecuteAsync(connection, [forget], cancellationToken);
        var add = PostgresStatement.Make(
            $"""
            INSERT INTO team_invitations (invitation_id, secret_hash, team_slug, role, username, is_single_use, created_by, created_at, expires_at)
            SELECT $2, $3, $4, $5, $6, $7, $8, $1, $9
            WHERE (SELECT count(*) FROM team_invitations i WHERE {Open} AND i.team_slug = $4 AND ($6 IS NULL OR lower(i.username) IS DISTINCT FROM lower($6 COLLATE "C"))) < $10
            """,
            PostgresValues.Time(invitation.CreatedAt),
            PostgresValues.Text(invitation.InvitationId),
            PostgresValues.Bytes(invitation.SecretHash),
            PostgresValues.Text(invitation.TeamSlug),
            PostgresValues.Text(PostgresValues.Role(invitation.Role)),
            PostgresValues.Text(invitation.Username),
            PostgresValues.Flag(invitation.IsSingleUse),
            PostgresValues.Text(invitation.CreatedBy),
            PostgresValues.Time(invitation.ExpiresAt),
            PostgresValues.Number(most));
        if (await PostgresStatement.ExecuteAsync(connection, [add], cancellationToken) == 0)
        {
            return false;
        }

        var replace = PostgresStatement.Make(
            $"UPDATE team_invitations i SET revoked_at = $1 WHERE {Open} AND i.team_slug = $2 AND lower(i.username) = lower($3 COLLATE \"C\") AND i.invitation_id <> $4",
            PostgresValues.Time(invitation.CreatedAt),
            PostgresValues.Text(invitation.TeamSlug),
            PostgresValues.Text(invitation.Username),
            PostgresValues.Text(invitation.InvitationId));
        await PostgresStatement.ExecuteAsync(connection, [replace], cancellationToken);
        return true;
    }

    private static async Task<InvitationAcceptance> AcceptAsync(
        NpgsqlConnection connection,
        string userId,
        string condition,
        Func<PostgresValue> key,
        DateTimeOffset at,
        CancellationToken cancellationToken)
    {
        // Which team to lock is known only from the invitation: it is read twice, the second time under the locks.
        if (await FindAsync() is not { } found)
        {
            return new InvitationAcceptance(InvitationOutcome.NotOpen, null);
        }

        await PostgresTeamStore.LockAsync(connection, userId, found.TeamSlug, cancellationToken);
        if (await FindAsync() is not { } invitation)
        {
            return new InvitationAcceptance(InvitationOutcome.NotOpen, null);
        }

        if (!await PostgresTeamStore.JoinAsync(connection, userId, new TeamMembership(invitation.TeamSlug, invitation.Role), at, cancellationToken))
        {
            return new InvitationAcceptance(InvitationOutcome.MemberAlready, invitation);
        }

        await PostgresStatement.ExecuteAsync(
            connection,
            [
                PostgresStatement.Make(
                    "UPDATE team_invitations SET uses = uses + 1, accepted_at = $1 WHERE invitation_id = $2",
                    PostgresValues.Time(at),
                    PostgresValues.Text(invitation.InvitationId)),
                PostgresStatement.Make(
                    """
                    UPDATE users SET default_team = $2 WHERE user_id = $1 AND $3
                      AND NOT EXISTS (SELECT 1 FROM memberships m WHERE m.user_id = $1 AND m.team_slug = users.default_team AND m.role <> 'viewer')
                    """,
                    PostgresValues.Text(userId),
                    PostgresValues.Text(invitation.TeamSlug),
                    PostgresValues.Flag(invitation.Role != TeamRole.Viewer)),
            ],
            cancellationToken);
        return new InvitationAcceptance(InvitationOutcome.Accepted, invitation);

        async Task<InvitationRecord?> FindAsync()
            => await PostgresStatement.QueryAsync(
                connection,
                [PostgresStatement.Make($"SELECT {Columns} {From} {condition}", PostgresValues.Time(at), PostgresValues.Text(userId), key())],
                Invitation,
                cancellationToken) is [var one] ? one : null;
    }

    private async Task<IReadOnlyList<InvitationRecord>> ReadAsync(string condition, PostgresValue[] parameters, CancellationToken cancellationToken)
        => await database.UseAsync(
            connection => PostgresStatement.QueryAsync(connection, [PostgresStatement.Make($"SELECT {Columns} {From} {condition}", parameters)], Invitation, cancellationToken),
            cancellationToken);

    private static InvitationRecord Invitation(NpgsqlDataReader row) => new(
        row.GetString(0),
        row.GetFieldValue<byte[]>(1),
        row.GetString(2),
        PostgresValues.Role(row.GetString(3)),
        row.IsDBNull(4) ? null : row.GetString(4),
        row.GetBoolean(5),
        row.GetString(6),
        PostgresValues.Time(row, 7),
        PostgresValues.Time(row, 8))
    {
        Uses = row.GetInt32(9),
        AcceptedAt = TimeOrNull(row, 10),
        DeclinedAt = TimeOrNull(row, 11),
        RevokedAt = TimeOrNull(row, 12),
        CreatedByName = row.GetString(13),
    };

    private static DateTimeOffset? TimeOrNull(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : PostgresValues.Time(row, column);
}
