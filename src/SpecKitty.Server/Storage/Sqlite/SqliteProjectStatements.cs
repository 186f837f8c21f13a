using Microsoft.Data.Sqlite;

namespace SpecKitty.Server.Storage.Sqlite;

/// <summary>The prepared statements of the writer.</summary>
internal sealed class SqliteProjectStatements(SqliteConnection connection) : IDisposable
{
    public const string ProjectColumns = "project_uuid, team_slug, last_sequence, created_at, name, lamport_clock";
    public const string MissionColumns = "project_uuid, mission_id, title, correlation_id, created_by, created_at";

    public SqliteStatement FindProject { get; } = new(connection, $"SELECT {ProjectColumns} FROM projects WHERE project_uuid = $1", 1);

    public SqliteStatement AddTeam { get; } = new(connection, "INSERT INTO teams (team_slug, created_at) VALUES ($1, $2) ON CONFLICT DO NOTHING", 2);

    public SqliteStatement AddProject { get; } = new(connection, "INSERT INTO projects (project_uuid, team_slug, created_at, name) VALUES ($1, $2, $3, $4)", 4);

    public SqliteStatement AdvanceProject { get; } = new(connection, "UPDATE projects SET last_sequence = $2, lamport_clock = $3 WHERE project_uuid = $1", 3);

    public SqliteStatement FindMission { get; } = new(connection, $"SELECT {MissionColumns} FROM missions WHERE project_uuid = $1 AND mission_id = $2", 2);

    public SqliteStatement AddMission { get; } = new(connection, $"INSERT INTO missions ({MissionColumns}) VALUES ($1, $2, $3, $4, $5, $6)", 6);

    public SqliteStatement FindEvent { get; } = new(connection, "SELECT envelope FROM events WHERE project_uuid = $1 AND event_id = $2", 2);

    public SqliteStatement FindFirstFrom { get; } = new(connection, "SELECT event_id FROM events WHERE project_uuid = $1 AND event_id >= $2 ORDER BY event_id LIMIT 1", 2);

    public SqliteStatement AddEvent { get; } = new(
        connection,
        "INSERT INTO events (project_uuid, sequence, event_id, mission_id, event_type, lamport_clock, received_at, principal, envelope) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        9);

    public SqliteStatement FindRemoved { get; } = new(connection, $"SELECT {SqliteEventReader.RemovedColumns} FROM removed_heartbeats WHERE project_uuid = $1 AND event_id = $2", 2);

    public SqliteStatement FindFirstRemovedFrom { get; } = new(connection, "SELECT event_id FROM removed_heartbeats WHERE project_uuid = $1 AND event_id >= $2 ORDER BY event_id LIMIT 1", 2);

    public SqliteStatement RemoveEvent { get; } = new(connection, "DELETE FROM events WHERE project_uuid = $1 AND sequence = $2 AND event_id = $3", 3);

    public SqliteStatement AddRemoved { get; } = new(
        connection,
        $"INSERT INTO removed_heartbeats (project_uuid, {SqliteEventReader.RemovedColumns}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        10);

    // The type is written out, or the index of heartbeats could not be used.
    public SqliteStatement ReadHeartbeats { get; } = new(
        connection,
        $"SELECT {SqliteEventReader.EventColumns} FROM events INDEXED BY heartbeats WHERE project_uuid = $1 AND event_type = 'PresenceHeartbeat' AND sequence > $2 ORDER BY sequence LIMIT $3",
        3);

    public SqliteStatement DeleteTokens { get; } = new(connection, "DELETE FROM participant_tokens WHERE project_uuid = $1 AND mission_id = $2 AND participant_id = $3", 3);

    public SqliteStatement SetDeliversOnly { get; } = new(connection, "UPDATE participant_tokens SET delivers_only = $4 WHERE project_uuid = $1 AND mission_id = $2 AND participant_id = $3", 4);

    public void Dispose()
    {
        FindProject.Dispose();
        AddTeam.Dispose();
        AddProject.Dispose();
        AdvanceProject.Dispose();
        FindMission.Dispose();
        AddMission.Dispose();
        FindEvent.Dispose();
        FindFirstFrom.Dispose();
        AddEvent.Dispose();
        FindRemoved.Dispose();
        FindFirstRemovedFrom.Dispose();
        RemoveEvent.Dispose();
        AddRemoved.Dispose();
        ReadHeartbeats.Dispose();
        DeleteTokens.Dispose();
        SetDeliversOnly.Dispose();
    }
}
