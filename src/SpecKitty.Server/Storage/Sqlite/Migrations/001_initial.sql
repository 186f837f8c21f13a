-- Times are Unix milliseconds in UTC. A project_uuid is its 16 bytes, most significant first.

CREATE TABLE teams (
    team_slug  TEXT    NOT NULL PRIMARY KEY,
    created_at INTEGER NOT NULL
);

CREATE TABLE users (
    user_id       TEXT    NOT NULL PRIMARY KEY,
    username      TEXT    NOT NULL COLLATE NOCASE UNIQUE,
    password_hash TEXT    NOT NULL,
    created_at    INTEGER NOT NULL
);

CREATE TABLE memberships (
    user_id    TEXT    NOT NULL REFERENCES users (user_id) ON DELETE CASCADE,
    team_slug  TEXT    NOT NULL REFERENCES teams (team_slug),
    role       TEXT    NOT NULL CHECK (role IN ('admin', 'member', 'viewer')),
    created_at INTEGER NOT NULL,
    PRIMARY KEY (user_id, team_slug)
);

CREATE TABLE projects (
    project_uuid  BLOB    NOT NULL PRIMARY KEY CHECK (length(project_uuid) = 16),
    team_slug     TEXT    NOT NULL REFERENCES teams (team_slug),
    last_sequence INTEGER NOT NULL DEFAULT 0,
    created_at    INTEGER NOT NULL
);

CREATE INDEX projects_of_team ON projects (team_slug);

CREATE TABLE missions (
    project_uuid   BLOB    NOT NULL REFERENCES projects (project_uuid),
    mission_id     TEXT    NOT NULL,
    title          TEXT    NOT NULL,
    correlation_id TEXT    NOT NULL,
    created_by     TEXT    NOT NULL,
    created_at     INTEGER NOT NULL,
    PRIMARY KEY (project_uuid, mission_id)
);

CREATE INDEX missions_by_id ON missions (mission_id);

-- envelope holds the bytes as they came; everything else stands beside it.
CREATE TABLE events (
    project_uuid  BLOB    NOT NULL REFERENCES projects (project_uuid),
    sequence      INTEGER NOT NULL,
    event_id      TEXT    NOT NULL,
    mission_id    TEXT,
    event_type    TEXT    NOT NULL,
    lamport_clock INTEGER NOT NULL,
    received_at   INTEGER NOT NULL,
    principal     TEXT    NOT NULL,
    envelope      BLOB    NOT NULL,
    PRIMARY KEY (project_uuid, sequence),
    UNIQUE (project_uuid, event_id)
);

CREATE INDEX events_of_mission ON events (project_uuid, mission_id, sequence) WHERE mission_id IS NOT NULL;

CREATE TABLE refresh_tokens (
    token_hash     BLOB    NOT NULL PRIMARY KEY,
    token_id       TEXT    NOT NULL,
    family         TEXT    NOT NULL,
    user_id        TEXT    NOT NULL REFERENCES users (user_id) ON DELETE CASCADE,
    key_id         TEXT    NOT NULL,
    issued_at      INTEGER NOT NULL,
    expires_at     INTEGER NOT NULL,
    rotated_at     INTEGER,
    successor_hash BLOB,
    revoked_at     INTEGER
);

CREATE INDEX refresh_tokens_of_family ON refresh_tokens (family);
CREATE INDEX refresh_tokens_by_expiry ON refresh_tokens (expires_at);

CREATE TABLE signing_keys (
    key_id     TEXT    NOT NULL PRIMARY KEY,
    secret     BLOB    NOT NULL,
    created_at INTEGER NOT NULL
);
