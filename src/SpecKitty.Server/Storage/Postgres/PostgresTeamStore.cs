using Npgsql;

namespace SpecKitty.Server.Storage.Postgres;

/// <summary>Teams and memberships in PostgreSQL.</summary>
/// <remarks>Whoever changes a membership locks the row of the user and then that of the team: two nodes cannot take the last two admins from a team at once, nor the last two teams from a user.</remarks>
internal sealed class PostgresTeamStore(PostgresDatabase database) : ITeamStore
{
    public Task<bool> AddMemberAsync(string userId, TeamMembership membership, DateTimeOffset joinedAt, CancellationToken cancellationToken = default)
        => database.ChangeAsync(connection => AddAsync(connection, userId, membership, joinedAt, cancellationToken), cancellationToken);

    public Task<MembershipOutcome> ChangeRoleAsync(string userId, TeamMembership membership, CancellationToken cancellationToken = default)
        => database.ChangeAsync(connection => ChangeRoleAsync(connection, userId, membership, cancellationToken), cancellationToken);

    public Task<MembershipOutcome> RemoveMemberAsync(string userId, string teamSlug, DateTimeOffset removedAt, CancellationToken cancellationToken = default)
        => database.ChangeAsync(connection => RemoveAsync(connection, userId, teamSlug, removedAt, cancellationToken), cancellationToken);

    public async Task<IReadOnlyList<TeamMember>> ListMembersAsync(string teamSlug, string afterUsername, int limit, CancellationToken cancellationToken = default)
        => await QueryAsync(
            """
            SELECT u.user_id, u.username, m.role, m.created_at
            FROM memberships m JOIN users u ON u.user_id = m.user_id
            WHERE m.team_slug = $1 AND lower(u.username) > lower($2 COLLATE "C")
            ORDER BY lower(u.username) LIMIT $3
            """,
            [PostgresValues.Text(teamSlug), PostgresValues.Text(afterUsername), PostgresValues.Number(limit)],
            row => new TeamMember(row.GetString(0), row.GetString(1), PostgresValues.Role(row.GetString(2)), PostgresValues.Time(row, 3)),
            cancellationToken);

    public async Task<IReadOnlyList<TeamSummary>> ListTeamsAsync(string afterSlug, int limit, CancellationToken cancellationToken = default)
        => await QueryAsync(
            """
            SELECT t.team_slug,
                   (SELECT count(*) FROM memberships m WHERE m.team_slug = t.team_slug)::integer,
                   (SELECT count(*) FROM projects p WHERE p.team_slug = t.team_slug)::integer,
                   t.created_at
            FROM teams t WHERE t.team_slug > $1 ORDER BY t.team_slug LIMIT $2
            """,
            [PostgresValues.Text(afterSlug), PostgresValues.Number(limit)],
            row => new TeamSummary(row.GetString(0), row.GetInt32(1), row.GetInt32(2), PostgresValues.Time(row, 3)),
            cancellationToken);

    private static async Task<bool> AddAsync(NpgsqlConnection connection, string userId, TeamMembership membership, DateTimeOffset joinedAt, CancellationToken cancellationToken)
    {
        var added = await PostgresStatement.QueryAsync(
            connection,
            [
                PostgresUsers.Lock(userId),
                PostgresStatement.Make(
                    "INSERT INTO teams (team_slug, created_at) VALUES ($1, $2) ON CONFLICT DO NOTHING",
                    PostgresValues.Text(membership.TeamSlug),
                    PostgresValues.Time(joinedAt)),
                PostgresStatement.Make(
                    """
                    INSERT INTO memberships (user_id, team_slug, role, place, created_at)
                    SELECT $1, $2, $3, coalesce(max(place), 0) + 1, $4 FROM memberships WHERE user_id = $1
                    ON CONFLICT (user_id, team_slug) DO NOTHING RETURNING 'added'
                    """,
                    PostgresValues.Text(userId),
                    PostgresValues.Text(membership.TeamSlug),
                    PostgresValues.Text(PostgresValues.Role(membership.Role)),
                    PostgresValues.Time(joinedAt)),
            ],
            row => row.GetValue(0) is "added",
            cancellationToken);
        return added.Contains(true);
    }

    private static async Task<MembershipOutcome> ChangeRoleAsync(NpgsqlConnection connection, string userId, TeamMembership membership, CancellationToken cancellationToken)
    {
        if (await LockAsync(connection, userId, membership.TeamSlug, cancellationToken) && membership.Role != TeamRole.Admin)
        {
            return MembershipOutcome.LastAdmin;
        }

        var change = PostgresStatement.Make(
            "UPDATE memberships SET role = $3 WHERE user_id = $1 AND team_slug = $2",
            PostgresValues.Text(userId),
            PostgresValues.Text(membership.TeamSlug),
            PostgresValues.Text(PostgresValues.Role(membership.Role)));
        return await PostgresStatement.ExecuteAsync(connection, [change], cancellationToken) == 0 ? MembershipOutcome.NoMember : MembershipOutcome.Done;
    }

    private static async Task<MembershipOutcome> RemoveAsync(NpgsqlConnection connection, string userId, string teamSlug, DateTimeOffset removedAt, CancellationToken cancellationToken)
    {
        if (await LockAsync(connection, userId, teamSlug, cancellationToken))
        {
            return MembershipOutcome.LastAdmin;
        }

        var (user, team) = (PostgresValues.Text(userId), PostgresValues.Text(teamSlug));
        if (await PostgresStatement.ExecuteAsync(connection, [PostgresStatement.Make("DELETE FROM memberships WHERE user_id = $1 AND team_slug = $2", user, team)], cancellationToken) == 0)
        {
            return MembershipOutcome.NoMember;
        }

        var left = await PostgresStatement.QueryAsync(
            connection,
            [
                PostgresStatement.Make(
                    "DELETE FROM participant_tokens WHERE user_id = $1 AND project_uuid IN (SELECT project_uuid FROM projects WHERE team_slug = $2)",
                    user.Clone(),
                    team.Clone()),
                PostgresStatement.Make("SELECT 1 FROM memberships WHERE user_id = $1 LIMIT 1", user.Clone()),
            ],
            row => row.GetInt32(0),
            cancellationToken);
        if (left.Count == 0)
        {
            await PostgresStatement.ExecuteAsync(
                connection,
                [.. PostgresRefreshTokenStore.RevokeAll(userId, removedAt), PostgresStatement.Make("DELETE FROM personal_tokens WHERE user_id = $1", user.Clone())],
                cancellationToken);
        }

        return MembershipOutcome.Done;
    }

    /// <summary>Keeps every other change of the team's memberships waiting.</summary>
    /// <returns>Whether the user is the team's last admin.</returns>
    private static async Task<bool> LockAsync(NpgsqlConnection connection, string userId, string teamSlug, CancellationToken cancellationToken)
    {
        await PostgresStatement.ExecuteAsync(
            connection,
            [PostgresUsers.Lock(userId), PostgresStatement.Make("SELECT 1 FROM teams WHERE team_slug = $1 FOR NO KEY UPDATE", PostgresValues.Text(teamSlug))],
            cancellationToken);
        var admins = await PostgresStatement.QueryAsync(
            connection,
            [PostgresStatement.Make("SELECT user_id FROM memberships WHERE team_slug = $1 AND role = 'admin' ORDER BY (user_id = $2) LIMIT 1", PostgresValues.Text(teamSlug), PostgresValues.Text(userId))],
            row => row.GetString(0),
            cancellationToken);
        return admins.Contains(userId);
    }

    private Task<List<T>> QueryAsync<T>(string sql, NpgsqlParameter[] parameters, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
        => database.UseAsync(connection => PostgresStatement.QueryAsync(connection, [PostgresStatement.Make(sql, parameters)], read, cancellationToken), cancellationToken);
}
