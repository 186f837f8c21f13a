using Microsoft.Data.Sqlite;

namespace SpecKitty.Server.Storage.Sqlite;

/// <summary>Teams and memberships in SQLite.</summary>
internal sealed class SqliteTeamStore(SqliteConnections connections, SqliteWriter writer) : ITeamStore
{
    public Task<bool> AddMemberAsync(string userId, TeamMembership membership, DateTimeOffset joinedAt, CancellationToken cancellationToken = default)
        => writer.RunAsync(connection => Add(connection, userId, membership, joinedAt), cancellationToken);

    public Task<MembershipOutcome> ChangeRoleAsync(string userId, TeamMembership membership, DateTimeOffset changedAt, CancellationToken cancellationToken = default)
        => writer.RunAsync(connection => ChangeRole(connection, userId, membership, changedAt), cancellationToken);

    public Task<MembershipOutcome> RemoveMemberAsync(string userId, string teamSlug, DateTimeOffset removedAt, CancellationToken cancellationToken = default)
        => writer.RunAsync(connection => Remove(connection, userId, teamSlug, removedAt), cancellationToken);

    public async Task<IReadOnlyList<TeamMember>> ListMembersAsync(string teamSlug, string afterUsername, int limit, CancellationToken cancellationToken = default)
    {
        await using var connection = await connections.OpenReaderAsync(cancellationToken);
        using var statement = new SqliteStatement(
            connection,
            """
            SELECT u.user_id, u.username, m.role, m.created_at
            FROM memberships m JOIN users u ON u.user_id = m.user_id
            WHERE m.team_slug = $1 AND u.username > $2 COLLATE NOCASE
            ORDER BY u.username COLLATE NOCASE LIMIT $3
            """,
            3);
        await using var rows = statement.Query(teamSlug, afterUsername, limit);
        var members = new List<TeamMember>();
        while (rows.Read())
        {
            members.Add(new TeamMember(rows.GetString(0), rows.GetString(1), SqliteValues.Role(rows.GetString(2)), SqliteValues.Time(rows, 3)));
        }

        return members;
    }

    public Task<IReadOnlyList<TeamSummary>> ListTeamsAsync(string afterSlug, int limit, CancellationToken cancellationToken = default)
        => ReadTeamsAsync("t.team_slug > $1 ORDER BY t.team_slug LIMIT $2", [afterSlug, limit], cancellationToken);

    public Task<IReadOnlyList<TeamSummary>> FindTeamsAsync(IReadOnlyCollection<string> teamSlugs, CancellationToken cancellationToken = default)
        => ReadTeamsAsync(
            $"t.team_slug IN ({string.Join(", ", Enumerable.Range(1, teamSlugs.Count).Select(number => $"${number}"))}) ORDER BY t.team_slug",
            [.. teamSlugs],
            cancellationToken);

    /// <summary>Takes a user into a team, which is made when it is new.</summary>
    public static bool Add(SqliteConnection connection, string userId, TeamMembership membership, DateTimeOffset joinedAt)
    {
        var time = SqliteValues.Time(joinedAt);
        using var addTeam = new SqliteStatement(connection, "INSERT INTO teams (team_slug, created_at) VALUES ($1, $2) ON CONFLICT DO NOTHING", 2);
        addTeam.Execute(membership.TeamSlug, time);
        using var add = new SqliteStatement(
            connection,
            "INSERT INTO memberships (user_id, team_slug, role, created_at) VALUES ($1, $2, $3, $4) ON CONFLICT (user_id, team_slug) DO NOTHING",
            4);
        return add.Execute(userId, membership.TeamSlug, SqliteValues.Role(membership.Role), time) == 1;
    }

    private async Task<IReadOnlyList<TeamSummary>> ReadTeamsAsync(string condition, object?[] values, CancellationToken cancellationToken)
    {
        await using var connection = await connections.OpenReaderAsync(cancellationToken);
        using var statement = new SqliteStatement(
            connection,
            $"""
            SELECT t.team_slug,
                   (SELECT COUNT(*) FROM memberships m WHERE m.team_slug = t.team_slug),
                   (SELECT COUNT(*) FROM projects p WHERE p.team_slug = t.team_slug),
                   t.created_at
            FROM teams t WHERE {condition}
            """,
            values.Length);
        await using var rows = statement.Query(values);
        var teams = new List<TeamSummary>();
        while (rows.Read())
        {
            teams.Add(new TeamSummary(rows.GetString(0), rows.GetInt32(1), rows.GetInt32(2), SqliteValues.Time(rows, 3)));
        }

        return teams;
    }

    private static MembershipOutcome ChangeRole(SqliteConnection connection, string userId, TeamMembership membership, DateTimeOffset changedAt)
    {
        if (membership.Role != TeamRole.Admin && IsLastAdmin(connection, userId, membership.TeamSlug))
        {
            return MembershipOutcome.LastAdmin;
        }

        using var change = new SqliteStatement(connection, "UPDATE memberships SET role = $3 WHERE user_id = $1 AND team_slug = $2", 3);
        if (change.Execute(userId, membership.TeamSlug, SqliteValues.Role(membership.Role)) == 0)
        {
            return MembershipOutcome.NoMember;
        }

        if (membership.Role != TeamRole.Admin)
        {
            SqliteInvitationStore.RevokeAllOf(connection, userId, membership.TeamSlug, changedAt);
        }

        return MembershipOutcome.Done;
    }

    private static MembershipOutcome Remove(SqliteConnection connection, string userId, string teamSlug, DateTimeOffset removedAt)
    {
        if (IsLastAdmin(connection, userId, teamSlug))
        {
            return MembershipOutcome.LastAdmin;
        }

        using var remove = new SqliteStatement(connection, "DELETE FROM memberships WHERE user_id = $1 AND team_slug = $2", 2);
        if (remove.Execute(userId, teamSlug) == 0)
        {
            return MembershipOutcome.NoMember;
        }

        SqliteInvitationStore.RevokeAllOf(connection, userId, teamSlug, removedAt);
        using var forgetDefault = new SqliteStatement(connection, "UPDATE users SET default_team = NULL WHERE user_id = $1 AND default_team = $2", 2);
        forgetDefault.Execute(userId, teamSlug);
        using var deleteParticipants = new SqliteStatement(
            connection,
            "DELETE FROM participant_tokens WHERE user_id = $1 AND project_uuid IN (SELECT project_uuid FROM projects WHERE team_slug = $2)",
            2);
        deleteParticipants.Execute(userId, teamSlug);
        using var find = new SqliteStatement(connection, "SELECT 1 FROM memberships WHERE user_id = $1", 1);
        using (var rows = find.Query(userId))
        {
            if (rows.Read())
            {
                return MembershipOutcome.Done;
            }
        }

        SqliteAccountStore.EndSignIns(connection, userId, removedAt);
        using var deletePersonal = new SqliteStatement(connection, "DELETE FROM personal_tokens WHERE user_id = $1", 1);
        deletePersonal.Execute(userId);
        return MembershipOutcome.Done;
    }

    private static bool IsLastAdmin(SqliteConnection connection, string userId, string teamSlug)
    {
        using var find = new SqliteStatement(
            connection,
            """
            SELECT 1 FROM memberships WHERE user_id = $1 AND team_slug = $2 AND role = 'admin'
              AND NOT EXISTS (SELECT 1 FROM memberships WHERE user_id <> $1 AND team_slug = $2 AND role = 'admin')
            """,
            2);
        using var rows = find.Query(userId, teamSlug);
        return rows.Read();
    }
}
