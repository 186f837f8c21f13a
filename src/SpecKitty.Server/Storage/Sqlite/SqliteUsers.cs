using Microsoft.Data.Sqlite;

namespace SpecKitty.Server.Storage.Sqlite;

/// <summary>Reads users with their memberships, a row each membership.</summary>
internal static class SqliteUsers
{
    /// <summary>What <see cref="Read"/> reads, of the aliases <c>u</c> and <c>m</c>.</summary>
    public const string Columns = "u.user_id, u.username, u.password_hash, u.default_team, m.team_slug, m.role";

    /// <summary>How many columns <see cref="Columns"/> has.</summary>
    public const int ColumnCount = 6;

    /// <summary>Joins the memberships <c>m</c> to the users <c>u</c>; who has none is still a user.</summary>
    public const string Memberships = "LEFT JOIN memberships m ON m.user_id = u.user_id";

    /// <summary>The oldest membership first.</summary>
    public const string Order = "m.created_at, m.rowid";

    /// <summary>Reads all rows; those of one user must follow each other.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="readMore">Reads what else stands in the first row of a user; null for nothing.</param>
    public static List<UserRecord> Read(SqliteDataReader rows, Action<SqliteDataReader>? readMore = null)
    {
        var users = new List<UserRecord>();
        var memberships = new List<TeamMembership>();
        while (rows.Read())
        {
            if (users.Count == 0 || users[^1].UserId != rows.GetString(0))
            {
                memberships = [];
                users.Add(new UserRecord(rows.GetString(0), rows.GetString(1), rows.GetString(2), memberships) { DefaultTeam = rows.IsDBNull(3) ? null : rows.GetString(3) });
                readMore?.Invoke(rows);
            }

            if (!rows.IsDBNull(4))
            {
                memberships.Add(new TeamMembership(rows.GetString(4), SqliteValues.Role(rows.GetString(5))));
            }
        }

        return users;
    }
}
