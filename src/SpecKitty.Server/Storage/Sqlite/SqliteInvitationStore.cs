using Microsoft.Data.Sqlite;

namespace SpecKitty.Server.Storage.Sqlite;

/// <summary>Invitations to teams in SQLite.</summary>
internal sealed class SqliteInvitationStore(SqliteConnections connections, SqliteWriter writer) : IInvitationStore
{
    private const string Columns =
        "i.invitation_id, i.secret_hash, i.team_slug, i.role, i.username, i.is_single_use, i.created_by, i.created_at, i.expires_at, i.uses, i.accepted_at, i.declined_at, i.revoked_at, c.username";

    private const string From = "FROM team_invitations i JOIN users c ON c.user_id = i.created_by";

    // Of the parameter $1, the time.
    private const string Open = "i.revoked_at IS NULL AND i.expires_at > $1 AND NOT (i.is_single_use AND i.uses > 0)";

    public Task<bool> AddAsync(InvitationRecord invitation, int most, CancellationToken cancellationToken = default)
        => writer.RunAsync(connection => Add(connection, invitation, most), cancellationToken);

    public Task<IReadOnlyList<InvitationRecord>> ListOfTeamAsync(string teamSlug, DateTimeOffset now, string afterInvitationId, int limit, CancellationToken cancellationToken = default)
        => ReadAsync($"WHERE {Open} AND i.team_slug = $2 AND i.invitation_id > $3 ORDER BY i.invitation_id LIMIT $4", [SqliteValues.Time(now), teamSlug, afterInvitationId, limit], cancellationToken);

    public Task<IReadOnlyList<InvitationRecord>> ListOfUserAsync(string userId, DateTimeOffset now, string afterInvitationId, int limit, CancellationToken cancellationToken = default)
        => ReadAsync(
            $"""
            JOIN users u ON u.user_id = $2 AND u.username = i.username
            WHERE {Open} AND i.declined_at IS NULL AND i.invitation_id > $3
              AND NOT EXISTS (SELECT 1 FROM memberships m WHERE m.user_id = $2 AND m.team_slug = i.team_slug)
            ORDER BY i.invitation_id LIMIT $4
            """,
            [SqliteValues.Time(now), userId, afterInvitationId, limit],
            cancellationToken);

    public async Task<InvitationRecord?> FindAsync(ReadOnlyMemory<byte> secretHash, DateTimeOffset now, CancellationToken cancellationToken = default)
        => await ReadAsync($"WHERE {Open} AND i.secret_hash = $2", [SqliteValues.Time(now), SqliteValues.Blob(secretHash)], cancellationToken) is [var invitation] ? invitation : null;

    public Task<InvitationAcceptance> AcceptAsync(string userId, string invitationId, DateTimeOffset acceptedAt, CancellationToken cancellationToken = default)
        => writer.RunAsync(
            connection => Accept(
                connection,
                userId,
                $"JOIN users u ON u.user_id = $2 AND u.username = i.username WHERE {Open} AND i.invitation_id = $3",
                invitationId,
                acceptedAt),
            cancellationToken);

    public Task<InvitationAcceptance> AcceptBySecretAsync(string userId, ReadOnlyMemory<byte> secretHash, DateTimeOffset acceptedAt, CancellationToken cancellationToken = default)
        => writer.RunAsync(
            connection => Accept(
                connection,
                userId,
                $"JOIN users u ON u.user_id = $2 AND (i.username IS NULL OR u.username = i.username) WHERE {Open} AND i.secret_hash = $3",
                SqliteValues.Blob(secretHash),
                acceptedAt),
            cancellationToken);

    public Task<bool> DeclineAsync(string userId, string invitationId, DateTimeOffset declinedAt, CancellationToken cancellationToken = default)
        => writer.RunAsync(
            connection =>
            {
                using var decline = new SqliteStatement(
                    connection,
                    $"""
                    UPDATE team_invitations AS i SET declined_at = $1
                    WHERE {Open} AND i.invitation_id = $2 AND i.declined_at IS NULL AND i.username = (SELECT u.username FROM users u WHERE u.user_id = $3)
                    """,
                    3);
                return decline.Execute(SqliteValues.Time(declinedAt), invitationId, userId) == 1;
            },
            cancellationToken);

    public Task<bool> RevokeAsync(string teamSlug, string invitationId, DateTimeOffset revokedAt, CancellationToken cancellationToken = default)
        => writer.RunAsync(
            connection =>
            {
                using var revoke = new SqliteStatement(connection, $"UPDATE team_invitations AS i SET revoked_at = $1 WHERE {Open} AND i.invitation_id = $2 AND i.team_slug = $3", 3);
                return revoke.Execute(SqliteValues.Time(revokedAt), invitationId, teamSlug) == 1;
            },
            cancellationToken);

    /// <summary>Revokes the open invitations that a user created for a team.</summary>
    public static void RevokeAllOf(SqliteConnection connection, string userId, string teamSlug, DateTimeOffset at)
    {
        using var revoke = new SqliteStatement(connection, $"UPDATE team_invitations AS i SET revoked_at = $1 WHERE {Open} AND i.created_by = $2 AND i.team_slug = $3", 3);
        revoke.Execute(SqliteValues.Time(at), userId, teamSlug);
    }

    private static bool Add(SqliteConnection connection, InvitationRecord invitation, int most)
    {
        var now = SqliteValues.Time(invitation.CreatedAt);
        using var forget = new SqliteStatement(connection, "DELETE FROM team_invitations WHERE team_slug = $1 AND expires_at <= $2", 2);
        forget.Execute(invitation.TeamSlug, now);
        using var add = new SqliteStatement(
            connection,
            $"""
            INSERT INTO team_invitations (invitation_id, secret_hash, team_slug, role, username, is_single_use, created_by, created_at, expires_at)
            SELECT $2, $3, $4, $5, $6, $7, $8, $1, $9
            WHERE (SELECT COUNT(*) FROM team_invitations i WHERE {Open} AND i.team_slug = $4 AND ($6 IS NULL OR i.username IS NOT $6 COLLATE NOCASE)) < $10
            """,
            10);
        if (add.Execute(
            now,
            invitation.InvitationId,
            SqliteValues.Blob(invitation.SecretHash),
            invitation.TeamSlug,
            SqliteValues.Role(invitation.Role),
            invitation.Username,
            invitation.IsSingleUse,
            invitation.CreatedBy,
            SqliteValues.Time(invitation.ExpiresAt),
            most) == 0)
        {
            return false;
        }

        using var replace = new SqliteStatement(connection, $"UPDATE team_invitations AS i SET revoked_at = $1 WHERE {Open} AND i.team_slug = $2 AND i.username = $3 AND i.invitation_id <> $4", 4);
        replace.Execute(now, invitation.TeamSlug, invitation.Username, invitation.InvitationId);
        return true;
    }

    private static InvitationAcceptance Accept(SqliteConnection connection, string userId, string condition, object key, DateTimeOffset at)
    {
        var now = SqliteValues.Time(at);
        using var find = new SqliteStatement(connection, $"SELECT {Columns} {From} {condition}", 3);
        InvitationRecord invitation;
        using (var rows = find.Query(now, userId, key))
        {
            if (!rows.Read())
            {
                return new InvitationAcceptance(InvitationOutcome.NotOpen, null);
            }

            invitation = Invitation(rows);
        }

        if (!SqliteTeamStore.Add(connection, userId, new TeamMembership(invitation.TeamSlug, invitation.Role), at))
        {
            return new InvitationAcceptance(InvitationOutcome.MemberAlready, invitation);
        }

        using var use = new SqliteStatement(connection, "UPDATE team_invitations SET uses = uses + 1, accepted_at = $1 WHERE invitation_id = $2", 2);
        use.Execute(now, invitation.InvitationId);
        if (invitation.Role != TeamRole.Viewer)
        {
            using var choose = new SqliteStatement(
                connection,
                """
                UPDATE users SET default_team = $2 WHERE user_id = $1
                  AND NOT EXISTS (SELECT 1 FROM memberships m WHERE m.user_id = $1 AND m.team_slug = users.default_team AND m.role <> 'viewer')
                """,
                2);
            choose.Execute(userId, invitation.TeamSlug);
        }

        return new InvitationAcceptance(InvitationOutcome.Accepted, invitation);
    }

    private async Task<IReadOnlyList<InvitationRecord>> ReadAsync(string condition, object?[] values, CancellationToken cancellationToken)
    {
        await using var connection = await connections.OpenReaderAsync(cancellationToken);
        using var statement = new SqliteStatement(connection, $"SELECT {Columns} {From} {condition}", values.Length);
        await using var rows = statement.Query(values);
        var invitations = new List<InvitationRecord>();
        while (rows.Read())
        {
            invitations.Add(Invitation(rows));
        }

        return invitations;
    }

    private static InvitationRecord Invitation(SqliteDataReader row) => new(
        row.GetString(0),
        (byte[])row.GetValue(1),
        row.GetString(2),
        SqliteValues.Role(row.GetString(3)),
        row.IsDBNull(4) ? null : row.GetString(4),
        row.GetBoolean(5),
        row.GetString(6),
        SqliteValues.Time(row, 7),
        SqliteValues.Time(row, 8))
    {
        Uses = row.GetInt32(9),
        AcceptedAt = TimeOrNull(row, 10),
        DeclinedAt = TimeOrNull(row, 11),
        RevokedAt = TimeOrNull(row, 12),
        CreatedByName = row.GetString(13),
    };

    private static DateTimeOffset? TimeOrNull(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : SqliteValues.Time(row, column);
}
