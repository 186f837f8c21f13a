using Microsoft.Data.Sqlite;
using SpecKitty.Load.Measures;
using SpecKitty.Load.Traffic;
using SpecKitty.Sqlite;

namespace SpecKitty.Load.Servers;

/// <summary>A server on SQLite, and beside it a file of the same schema for the baselines.</summary>
internal sealed class SqliteTarget : LoadTarget
{
    private const string Principal = "01JMZ3V5K8Q2R7T9W4X6Y0B1C2";

    private readonly string _folder;
    private readonly SqliteConnection _baseline;

    private SqliteTarget(ServerUnderLoad server, string folder, SqliteConnection baseline)
        : base(server)
    {
        _folder = folder;
        _baseline = baseline;
    }

    public override string Name => $"SQLite {_baseline.ServerVersion}, WAL, synchronous FULL";

    public override IReadOnlyList<int> BaselineConnections => [1];

    public override string BatchBaseline => "prepared insert (Microsoft.Data.Sqlite)";

    public static async Task<LoadTarget> StartAsync(IReadOnlyList<string> settings)
    {
        SystemSqlite.Register();
        var folder = Directory.CreateTempSubdirectory("speckitty-load-").FullName;
        var alone = Path.Combine(folder, "alone");
        await ServerUnderLoad.AddUserAsync(["--data", alone]);
        var server = await ServerUnderLoad.StartAsync(["--data", Path.Combine(folder, "server")], settings);
        var baseline = new SqliteConnection($"Data Source={Path.Combine(alone, "speckitty.db")};Foreign Keys=True;Pooling=False");
        baseline.Open();

        // As the server opens its own.
        Execute(baseline, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -65536; PRAGMA wal_autocheckpoint = 4096;");
        return new SqliteTarget(server, folder, baseline);
    }

    public override Task SettleAsync()
    {
        Execute(_baseline, "PRAGMA wal_checkpoint(TRUNCATE)");
        return Task.CompletedTask;
    }

    public override async Task<Measured> WriteRowsAsync(IReadOnlyList<TrafficRows> rows, int rowsOfTransaction, TimeSpan limit)
    {
        var key = rows[0].ProjectId.ToByteArray(bigEndian: true);
        await using (var project = _baseline.CreateCommand())
        {
            project.CommandText = "INSERT INTO projects (project_uuid, team_slug, created_at) VALUES ($1, 'load', 0)";
            project.Parameters.AddWithValue("$1", key);
            await project.ExecuteNonQueryAsync();
        }

        await using var insert = _baseline.CreateCommand();
        insert.CommandText = "INSERT INTO events (project_uuid, sequence, event_id, mission_id, event_type, lamport_clock, received_at, principal, envelope) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
        var parameters = Enumerable.Range(1, 9).Select(number => insert.Parameters.AddWithValue($"${number}", DBNull.Value)).ToArray();
        parameters[0].Value = key;
        parameters[7].Value = Principal;
        await using var begin = Command("BEGIN IMMEDIATE");
        await using var commit = Command("COMMIT");
        return await MeasureWritersAsync(rows, rowsOfTransaction, limit, (_, events, sequence) =>
        {
            begin.ExecuteNonQuery();
            parameters[6].Value = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
            foreach (var added in events)
            {
                parameters[1].Value = sequence++;
                parameters[2].Value = added.EventId;
                parameters[3].Value = (object?)added.MissionId ?? DBNull.Value;
                parameters[4].Value = added.EventType;
                parameters[5].Value = added.LamportClock;
                parameters[8].Value = added.Envelope;
                insert.ExecuteNonQuery();
            }

            commit.ExecuteNonQuery();
        });

        SqliteCommand Command(string sql)
        {
            var command = _baseline.CreateCommand();
#pragma warning disable CA2100 // The texts are above.
            command.CommandText = sql;
#pragma warning restore CA2100
            return command;
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _baseline.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    // SQLite is part of whoever uses it.
    protected override TimeSpan DatabaseCpuTime() => TimeSpan.Zero;

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The callers' texts are constants.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
