-- What is left of superseded heartbeats after retention: enough to know them again and to reduce a mission to the same state.
CREATE TABLE removed_heartbeats (
    project_uuid   BLOB    NOT NULL REFERENCES projects (project_uuid),
    event_id       TEXT    NOT NULL,
    sequence       INTEGER NOT NULL,
    mission_id     TEXT    NOT NULL,
    participant_id TEXT    NOT NULL,
    node_id        TEXT    NOT NULL,
    timestamp      TEXT    NOT NULL,
    lamport_clock  INTEGER NOT NULL,
    received_at    INTEGER NOT NULL,
    principal      TEXT    NOT NULL,
    PRIMARY KEY (project_uuid, event_id)
) WITHOUT ROWID;

CREATE INDEX removed_heartbeats_of_mission ON removed_heartbeats (project_uuid, mission_id, sequence);
