using Microsoft.Data.Sqlite;

namespace SpecKitty.Client.Queue;

/// <summary>Looks after the holds of all syncs.</summary>
internal static class QueueHolds
{
    /// <summary>Frees the rows of holders that died, so that nobody waits for the time of their hold.</summary>
    /// <returns>How many there were.</returns>
    public static int ReleaseTheDead(SqliteConnection connection)
    {
        var owners = new List<string>();
        using (var select = connection.CreateCommand())
        {
            select.CommandText = "SELECT DISTINCT owner FROM holds";
            using var reader = select.ExecuteReader();
            while (reader.Read())
            {
                owners.Add(reader.GetString(0));
            }
        }

        var released = 0;
        foreach (var gone in owners.Where(LeaseOwner.IsGone))
        {
            using var release = connection.CreateCommand();
            release.CommandText = "DELETE FROM holds WHERE owner = $owner";
            release.Parameters.AddWithValue("$owner", gone);
            released += release.ExecuteNonQuery();
        }

        return released;
    }
}
