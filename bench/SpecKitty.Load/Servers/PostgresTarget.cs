using System.Globalization;
using Npgsql;
using NpgsqlTypes;
using SpecKitty.Load.Measures;
using SpecKitty.Load.Traffic;
using SpecKitty.Server.Tests.Storage.Postgres;

namespace SpecKitty.Load.Servers;

/// <summary>A server on a PostgreSQL of its own with the settings that initdb leaves: what is committed is on the disk.</summary>
internal sealed class PostgresTarget : LoadTarget
{
    // As long as the ids of users are.
    private const string Principal = "01JMZ3V5K8Q2R7T9W4X6Y0B1C2";

    private readonly ThrowawayPostgres _database;
    private readonly NpgsqlDataSource _source;
    private readonly int _processId;
    private readonly string _version;

    private PostgresTarget(ServerUnderLoad server, ThrowawayPostgres database, NpgsqlDataSource source, string version)
        : base(server)
    {
        _database = database;
        _source = source;
        _version = version;
        _processId = int.Parse(File.ReadLines(Path.Combine(database.DataFolder, "postmaster.pid")).First(), CultureInfo.InvariantCulture);
    }

    public override string Name => _version;

    public override IReadOnlyList<int> BaselineConnections => [1, 4];

    public override string BatchBaseline => "binary COPY (Npgsql)";

    public static async Task<LoadTarget> StartAsync(IReadOnlyList<string> settings)
    {
        var database = await ThrowawayPostgres.StartAsync("");
        var server = await ServerUnderLoad.StartAsync(["--database", database.ConnectionString], settings);
        var source = NpgsqlDataSource.Create(database.ConnectionString);
        await using var command = source.CreateCommand("SELECT format('PostgreSQL %s, fsync %s, synchronous_commit %s, shared_buffers %s', split_part(current_setting('server_version'), ' ', 1), current_setting('fsync'), current_setting('synchronous_commit'), current_setting('shared_buffers'))");
        return new PostgresTarget(server, database, source, (string)(await command.ExecuteScalarAsync())!);
    }

    /// <inheritdoc/>
    /// <remarks>Each measure has projects of its own, so that nobody misses the rows of the one before.</remarks>
    public override async Task SettleAsync()
    {
        await using var truncate = _source.CreateCommand("TRUNCATE events");
        await truncate.ExecuteNonQueryAsync();
        await using var checkpoint = _source.CreateCommand("CHECKPOINT");
        await checkpoint.ExecuteNonQueryAsync();
    }

    public override async Task<Measured> WriteRowsAsync(IReadOnlyList<TrafficRows> rows, int rowsOfTransaction, TimeSpan limit)
    {
        var connections = await Task.WhenAll(rows.Select(async _ => await _source.OpenConnectionAsync()));
        try
        {
            return rowsOfTransaction == 1
                ? await MeasureWritersAsync(rows, 1, limit, Insert)
                : await MeasureWritersAsync(rows, rowsOfTransaction, limit, Copy);
        }
        finally
        {
            foreach (var connection in connections)
            {
                await connection.DisposeAsync();
            }
        }

        void Copy(int connection, ArraySegment<LoadEvent> events, long sequence)
        {
            using var writer = connections[connection].BeginBinaryImport(
                "COPY events (project_uuid, sequence, lamport_clock, received_at, event_id, event_type, mission_id, principal, envelope) FROM STDIN (FORMAT BINARY)");
            var now = TimeProvider.System.GetUtcNow().UtcDateTime;
            foreach (var added in events)
            {
                writer.StartRow();
                writer.Write(rows[connection].ProjectId, NpgsqlDbType.Uuid);
                writer.Write(sequence++, NpgsqlDbType.Bigint);
                writer.Write(added.LamportClock, NpgsqlDbType.Bigint);
                writer.Write(now, NpgsqlDbType.TimestampTz);
                writer.Write(added.EventId, NpgsqlDbType.Text);
                writer.Write(added.EventType, NpgsqlDbType.Text);
                if (added.MissionId is null)
                {
                    writer.WriteNull();
                }
                else
                {
                    writer.Write(added.MissionId, NpgsqlDbType.Text);
                }

                writer.Write(Principal, NpgsqlDbType.Text);
                writer.Write(added.Envelope, NpgsqlDbType.Bytea);
            }

            writer.Complete();
        }

        void Insert(int connection, ArraySegment<LoadEvent> events, long sequence)
        {
            var added = events[0];
            using var command = new NpgsqlCommand(
                "INSERT INTO events (project_uuid, sequence, lamport_clock, received_at, event_id, event_type, mission_id, principal, envelope) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
                connections[connection])
            {
                Parameters =
                {
                    new NpgsqlParameter<Guid> { TypedValue = rows[connection].ProjectId },
                    new NpgsqlParameter<long> { TypedValue = sequence },
                    new NpgsqlParameter<long> { TypedValue = added.LamportClock },
                    new NpgsqlParameter<DateTime> { TypedValue = TimeProvider.System.GetUtcNow().UtcDateTime },
                    new NpgsqlParameter<string> { TypedValue = added.EventId },
                    new NpgsqlParameter<string> { TypedValue = added.EventType },
                    new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Text, Value = (object?)added.MissionId ?? DBNull.Value },
                    new NpgsqlParameter<string> { TypedValue = Principal },
                    new NpgsqlParameter<byte[]> { TypedValue = added.Envelope },
                },
            };
            command.Prepare();
            command.ExecuteNonQuery();
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _source.DisposeAsync();
        await _database.DisposeAsync();
    }

    protected override TimeSpan DatabaseCpuTime() => Measures.CpuTimes.OfFamily(_processId);
}
