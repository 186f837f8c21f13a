using Npgsql;

namespace SpecKitty.Server.Storage.Postgres;

/// <summary>Teams and memberships in PostgreSQL.</summary>
/// <remarks>Whoever changes a membership holds the row of the team, then the one of the user: so two who go at once see each other.</remarks>
internal sealed class PostgresTeamStore(PostgresDatabase database) : ITeamStore
{
    public async Task<bool> AddMemberAsync(string userId, TeamMembership membership, DateTimeOffset joinedAt, CancellationToken cancellationToken = default)
        => await database.ChangeAsync(
            async connection =>
            {
                var team = PostgresStatement.Make(
                    "INSERT INTO teams (team_slug, created_at) VALUES ($1, $2) ON CONFLICT DO NOTHING",
                    PostgresValues.Text(membership.TeamSlug),
                    PostgresValues.Time(joinedAt));
                await PostgresStatement.ExecuteAsync(connection, [team], cancellationToken);
                return await JoinAsync(connection, userId, membership, joinedAt, cancellationToken);
            },
            cancellationToken);

    public Task<MembershipOutcome> ChangeRoleAsync(string userId, TeamMembership membership, DateTimeOffset changedAt, CancellationToken cancellationToken = default)
        => database.ChangeAsync(
            async connection =>
            {
                await LockAsync(connection, userId, membership.TeamSlug, cancellationToken);
                if (membership.Role != TeamRole.Admin && await IsLastAdminAsync(connection, userId, membership.TeamSlug, cancellationToken))
                {
                    return MembershipOutcome.LastAdmin;
                }

                var change = PostgresStatement.Make(
                    "UPDATE memberships SET role = $3 WHERE user_id = $1 AND team_slug = $2",
                    PostgresValues.Text(userId),
                    PostgresValues.Text(membership.TeamSlug),
                    PostgresValues.Text(PostgresValues.Role(membership.Role)));
                if (await PostgresStatement.ExecuteAsync(connection, [change], cancellationToken) == 0)
                {
                    return MembershipOutcome.NoMember;
                }

                if (membership.Role != TeamRole.Admin)
                {
                    await PostgresStatement.ExecuteAsync(connection, [PostgresInvitationStore.RevokeAllOf(userId, membership.TeamSlug, changedAt)], cancellationToken);
                }

                return MembershipOutcome.Done;
            },
            cancellationToken);

    public Task<MembershipOutcome> RemoveMemberAsync(string userId, string teamSlug, DateTimeOffset removedAt, CancellationToken cancellationToken = default)
        => database.ChangeAsync(connection => RemoveAsync(connection, userId, teamSlug, removedAt, cancellationToken), cancellationToken);

    public async Task<IReadOnlyList<TeamMember>> ListMembersAsync(string teamSlug, string afterUsername, int limit, CancellationToken cancellationToken = default)
        => await database.UseAsync(
            connection => PostgresStatement.QueryAsync(
                connection,
                [
                    PostgresStatement.Make(
                        """
                        SELECT u.user_id, u.username, m.role, m.created_at
                        FROM memberships m JOIN users u ON u.user_id = m.user_id
                        WHERE m.team_slug = $1 AND lower(u.username) > lower($2 COLLATE "C")
                        ORDER BY lower(u.username) LIMIT $3
                        """,
                        PostgresValues.Text(teamSlug),
                        PostgresValues.Text(afterUsername),
                        PostgresValues.Number(limit)),
                ],
                row => new TeamMember(row.GetString(0), row.GetString(1), PostgresValues.Role(row.GetString(2)), PostgresValues.Time(row, 3)),
                cancellationToken),
            cancellationToken);

    public Task<IReadOnlyList<TeamSummary>> ListTeamsAsync(string afterSlug, int limit, CancellationToken cancellationToken = default)
        => ReadTeamsAsync("t.team_slug > $1 ORDER BY t.team_slug LIMIT $2", [PostgresValues.Text(afterSlug), PostgresValues.Number(limit)], cancellationToken);

    public Task<IReadOnlyList<TeamSummary>> FindTeamsAsync(IReadOnlyCollection<string> teamSlugs, CancellationToken cancellationToken = default)
        => ReadTeamsAsync("t.team_slug = ANY($1) ORDER BY t.team_slug", [PostgresValues.Texts(teamSlugs)], cancellationToken);

    private async Task<IReadOnlyList<TeamSummary>> ReadTeamsAsync(string condition, PostgresValue[] parameters, CancellationToken cancellationToken)
        => await database.UseAsync(
            connection => PostgresStatement.QueryAsync(
                connection,
                [
                    PostgresStatement.Make(
                        $"""
                        SELECT t.team_slug,
                               (SELECT count(*) FROM memberships m WHERE m.team_slug = t.team_slug),
                               (SELECT count(*) FROM projects p WHERE p.team_slug = t.team_slug),
                               t.created_at
                        FROM teams t WHERE {condition}
                        """,
                        parameters),
                ],
                row => new TeamSummary(row.GetString(0), (int)row.GetInt64(1), (int)row.GetInt64(2), PostgresValues.Time(row, 3)),
                cancellationToken),
            cancellationToken);

    private static async Task<MembershipOutcome> RemoveAsync(NpgsqlConnection connection, string userId, string teamSlug, DateTimeOffset removedAt, CancellationToken cancellationToken)
    {
        await LockAsync(connection, userId, teamSlug, cancellationToken);
        if (await IsLastAdminAsync(connection, userId, teamSlug, cancellationToken))
        {
            return MembershipOutcome.LastAdmin;
        }

        var remove = PostgresStatement.Make("DELETE FROM memberships WHERE user_id = $1 AND team_slug = $2", PostgresValues.Text(userId), PostgresValues.Text(teamSlug));
        if (await PostgresStatement.ExecuteAsync(connection, [remove], cancellationToken) == 0)
        {
            return MembershipOutcome.NoMember;
        }

        await PostgresStatement.ExecuteAsync(
            connection,
            [
                PostgresInvitationStore.RevokeAllOf(userId, teamSlug, removedAt),
                PostgresStatement.Make(
                    "UPDATE users SET default_team = NULL WHERE user_id = $1 AND default_team = $2",
                    PostgresValues.Text(userId),
                    PostgresValues.Text(teamSlug)),
                PostgresStatement.Make(
                    "DELETE FROM participant_tokens t USING projects p WHERE t.user_id = $1 AND p.project_uuid = t.project_uuid AND p.team_slug = $2",
                    PostgresValues.Text(userId),
                    PostgresValues.Text(teamSlug)),
                PostgresStatement.Make(
                    "UPDATE refresh_tokens SET revoked_at = $2 WHERE user_id = $1 AND revoked_at IS NULL AND NOT EXISTS (SELECT 1 FROM memberships WHERE user_id = $1)",
                    PostgresValues.Text(userId),
                    PostgresValues.Time(removedAt)),
                PostgresStatement.Make(
                    "DELETE FROM personal_tokens WHERE user_id = $1 AND NOT EXISTS (SELECT 1 FROM memberships WHERE user_id = $1)",
                    PostgresValues.Text(userId)),
            ],
            cancellationToken);
        return MembershipOutcome.Done;
    }

    /// <summary>Adds a user to a team that exists, after all memberships that the user has.</summary>
    /// <returns>False when the user is in the team already.</returns>
    public static async Task<bool> JoinAsync(NpgsqlConnection connection, string userId, TeamMembership membership, DateTimeOffset joinedAt, CancellationToken cancellationToken)
    {
        var join = PostgresStatement.Make(
            """
            INSERT INTO memberships (user_id, team_slug, role, place, created_at)
            VALUES ($1, $2, $3, (SELECT coalesce(max(place), 0) + 1 FROM memberships WHERE user_id = $1), $4)
            ON CONFLICT (user_id, team_slug) DO NOTHING
            """,
            PostgresValues.Text(userId),
            PostgresValues.Text(membership.TeamSlug),
            PostgresValues.Text(PostgresValues.Role(membership.Role)),
            PostgresValues.Time(joinedAt));
        return await PostgresStatement.ExecuteAsync(connection, [join], cancellationToken) == 1;
    }

    /// <summary>Takes the locks of a change of a membership, first the team's, then the user's.</summary>
    /// <remarks>A weaker lock than FOR UPDATE: statements that only refer to these rows do not wait.</remarks>
    public static Task LockAsync(NpgsqlConnection connection, string userId, string teamSlug, CancellationToken cancellationToken)
        => PostgresStatement.ExecuteAsync(
            connection,
            [
                PostgresStatement.Make("SELECT 1 FROM teams WHERE team_slug = $1 FOR NO KEY UPDATE", PostgresValues.Text(teamSlug)),
                PostgresStatement.Make("SELECT 1 FROM users WHERE user_id = $1 FOR NO KEY UPDATE", PostgresValues.Text(userId)),
            ],
            cancellationToken);

    private static async Task<bool> IsLastAdminAsync(NpgsqlConnection connection, string userId, string teamSlug, CancellationToken cancellationToken)
    {
        var found = await PostgresStatement.QueryAsync(
            connection,
            [
                PostgresStatement.Make(
                    """
                    SELECT 1 FROM memberships WHERE user_id = $1 AND team_slug = $2 AND role = 'admin'
                      AND NOT EXISTS (SELECT 1 FROM memberships WHERE user_id <> $1 AND team_slug = $2 AND role = 'admin')
                    """,
                    PostgresValues.Text(userId),
                    PostgresValues.Text(teamSlug)),
            ],
            row => row.GetInt32(0),
            cancellationToken);
        return found.Count > 0;
    }
}
