using Npgsql;

namespace SpecKitty.Server.Storage.Postgres;

/// <summary>Reads users with their memberships, a row each membership.</summary>
internal static class PostgresUsers
{
    /// <summary>What <see cref="Row"/> reads, of the aliases <c>u</c> and <c>m</c>.</summary>
    public const string Columns = "u.user_id, u.username, u.password_hash, m.team_slug, m.role";

    /// <summary>Joins the memberships <c>m</c> to the users <c>u</c>; who has none is still a user.</summary>
    public const string Memberships = "LEFT JOIN memberships m ON m.user_id = u.user_id";

    /// <summary>The oldest membership first.</summary>
    public const string Order = "m.created_at, m.place";

    /// <summary>A user with at most one membership.</summary>
    public static UserRecord Row(NpgsqlDataReader row) => new(
        row.GetString(0),
        row.GetString(1),
        row.GetString(2),
        row.IsDBNull(3) ? [] : [new TeamMembership(row.GetString(3), PostgresValues.Role(row.GetString(4)))]);

    /// <summary>Puts the rows of each user together; those of one user must follow each other.</summary>
    public static List<UserRecord> Join(IEnumerable<UserRecord> rows)
    {
        var users = new List<UserRecord>();
        var memberships = new List<TeamMembership>();
        foreach (var row in rows)
        {
            if (users.Count == 0 || users[^1].UserId != row.UserId)
            {
                memberships = [];
                users.Add(row with { Memberships = memberships });
            }

            memberships.AddRange(row.Memberships);
        }

        return users;
    }

    /// <summary>Keeps every other change of a user's memberships and password waiting, on whichever node, until the transaction ends.</summary>
    /// <remarks>Whoever locks a team too locks it after the user.</remarks>
    public static NpgsqlBatchCommand Lock(string userId)
        => PostgresStatement.Make("SELECT 1 FROM users WHERE user_id = $1 FOR NO KEY UPDATE", PostgresValues.Text(userId));
}
