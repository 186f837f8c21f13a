using Npgsql;

namespace SpecKitty.Server.Storage.Postgres;

/// <summary>Reads users with their memberships, a row each membership.</summary>
internal static class PostgresUsers
{
    /// <summary>What <see cref="Row"/> reads, of the aliases <c>u</c> and <c>m</c>.</summary>
    public const string Columns = "u.user_id, u.username, u.password_hash, u.default_team, m.team_slug, m.role";

    /// <summary>How many columns <see cref="Columns"/> has.</summary>
    public const int ColumnCount = 6;

    /// <summary>Joins the memberships <c>m</c> to the users <c>u</c>; who has none is still a user.</summary>
    public const string Memberships = "LEFT JOIN memberships m ON m.user_id = u.user_id";

    /// <summary>The oldest membership first.</summary>
    public const string Order = "m.created_at, m.place, m.team_slug";

    /// <summary>One row: the user, as yet without memberships, and one membership or none.</summary>
    public static (UserRecord User, TeamMembership? Membership) Row(NpgsqlDataReader row) => (
        new UserRecord(row.GetString(0), row.GetString(1), row.GetString(2), []) { DefaultTeam = row.IsDBNull(3) ? null : row.GetString(3) },
        row.IsDBNull(4) ? null : new TeamMembership(row.GetString(4), PostgresValues.Role(row.GetString(5))));

    /// <summary>The users of rows; those of one user must follow each other.</summary>
    public static List<UserRecord> Gather(IEnumerable<(UserRecord User, TeamMembership? Membership)> rows)
    {
        var users = new List<UserRecord>();
        var memberships = new List<TeamMembership>();
        foreach (var (user, membership) in rows)
        {
            if (users.Count == 0 || users[^1].UserId != user.UserId)
            {
                memberships = [];
                users.Add(user with { Memberships = memberships });
            }

            if (membership is not null)
            {
                memberships.Add(membership);
            }
        }

        return users;
    }
}
