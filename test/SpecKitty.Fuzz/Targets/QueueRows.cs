using System.Text;
using Microsoft.Data.Sqlite;
using SpecKitty.Client.Emitting;
using SpecKitty.Client.Home;
using SpecKitty.Client.Queue;

namespace SpecKitty.Fuzz.Targets;

/// <summary>Reads rows of a queue whose columns hold anything that SQLite can store, as after damage to the file.</summary>
internal static class QueueRows
{
    private const int Columns = 11;
    private const int Kinds = 5;

    private static readonly Lazy<SqliteConnection> Database = new(Open);

    public static void Read(byte[] input)
    {
        using var command = Database.Value.CreateCommand();
        command.CommandText = "SELECT 1, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10";
        var at = 0;
        for (var column = 1; column < Columns; column++)
        {
            command.Parameters.AddWithValue($"${column}", Value(input, ref at));
        }

        using var reader = command.ExecuteReader();
        reader.Read().ShouldBeTrue();
        var row = StoredRow.Read(reader);
        row.ToEntry();
        EnvelopeClock.Of(row.Body);
    }

    // A byte for the kind and one for the length, then the content.
    private static object Value(byte[] input, ref int at)
    {
        if (at + 2 > input.Length)
        {
            return DBNull.Value;
        }

        var (kind, length) = (input[at] % Kinds, Math.Min(input[at + 1], input.Length - at - 2));
        var content = input.AsSpan(at + 2, length);
        at += 2 + length;
        return kind switch
        {
            0 => Encoding.UTF8.GetString(content),
            1 => content.ToArray(),
            2 => content.Length >= 8 ? BitConverter.ToInt64(content) : content.Length,
            3 => content.Length >= 8 ? BitConverter.ToDouble(content) is var number && double.IsNaN(number) ? 0.5 : number : 1.5,
            _ => DBNull.Value,
        };
    }

    private static SqliteConnection Open()
    {
        // Opening any queue makes SQLite's library known to this process.
        var home = Directory.CreateTempSubdirectory("speckitty-fuzz-");
        OfflineQueue.Open(SpecKittyHome.Find(name => name == "SPEC_KITTY_HOME" ? home.FullName : null)).Dispose();
        home.Delete(recursive: true);
        var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        return connection;
    }
}
