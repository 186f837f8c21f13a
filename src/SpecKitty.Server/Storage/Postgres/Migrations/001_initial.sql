-- Texts that are keys are compared by their bytes. Times are kept to the millisecond.

CREATE TABLE teams (
    team_slug  text COLLATE "C" NOT NULL PRIMARY KEY,
    created_at timestamptz      NOT NULL
);

CREATE TABLE users (
    user_id       text COLLATE "C" NOT NULL PRIMARY KEY,
    username      text COLLATE "C" NOT NULL,
    password_hash text             NOT NULL,
    created_at    timestamptz      NOT NULL
);

-- In the collation C only ASCII letters have a case.
CREATE UNIQUE INDEX users_by_name ON users (lower(username));

CREATE TABLE memberships (
    user_id    text COLLATE "C" NOT NULL REFERENCES users (user_id) ON DELETE CASCADE,
    team_slug  text COLLATE "C" NOT NULL REFERENCES teams (team_slug),
    role       text             NOT NULL CHECK (role IN ('admin', 'member', 'viewer')),
    place      integer          NOT NULL,
    created_at timestamptz      NOT NULL,
    PRIMARY KEY (user_id, team_slug)
);

-- Each post updates the row of its project: with room on the page, that touches no index.
CREATE TABLE projects (
    project_uuid       uuid             NOT NULL PRIMARY KEY,
    team_slug          text COLLATE "C" NOT NULL REFERENCES teams (team_slug),
    last_sequence      bigint           NOT NULL DEFAULT 0,
    removed_heartbeats bigint           NOT NULL DEFAULT 0,
    created_at         timestamptz      NOT NULL
) WITH (fillfactor = 50);

CREATE INDEX projects_of_team ON projects (team_slug);

CREATE TABLE missions (
    project_uuid   uuid             NOT NULL REFERENCES projects (project_uuid),
    mission_id     text COLLATE "C" NOT NULL,
    title          text             NOT NULL,
    correlation_id text             NOT NULL,
    created_by     text             NOT NULL,
    created_at     timestamptz      NOT NULL,
    PRIMARY KEY (project_uuid, mission_id)
);

CREATE INDEX missions_by_id ON missions (mission_id);

-- envelope holds the bytes as they came; everything else stands beside it.
-- The two tables that grow with every event have no foreign key: who writes to them holds the lock on the row of the project.
CREATE TABLE events (
    project_uuid  uuid             NOT NULL,
    sequence      bigint           NOT NULL,
    lamport_clock bigint           NOT NULL,
    received_at   timestamptz      NOT NULL,
    event_id      text COLLATE "C" NOT NULL,
    event_type    text COLLATE "C" NOT NULL,
    mission_id    text COLLATE "C",
    principal     text             NOT NULL,
    envelope      bytea            NOT NULL,
    PRIMARY KEY (project_uuid, sequence),
    UNIQUE (project_uuid, event_id)
) PARTITION BY HASH (project_uuid);

CREATE INDEX events_of_mission ON events (project_uuid, mission_id, sequence) WHERE mission_id IS NOT NULL;

-- What is left of superseded heartbeats after retention: enough to know them again and to reduce a mission to the same state.
CREATE TABLE removed_heartbeats (
    project_uuid   uuid             NOT NULL,
    event_id       text COLLATE "C" NOT NULL,
    sequence       bigint           NOT NULL,
    lamport_clock  bigint           NOT NULL,
    received_at    timestamptz      NOT NULL,
    mission_id     text COLLATE "C" NOT NULL,
    participant_id text             NOT NULL,
    node_id        text             NOT NULL,
    "timestamp"    text             NOT NULL,
    principal      text             NOT NULL,
    PRIMARY KEY (project_uuid, event_id)
) PARTITION BY HASH (project_uuid);

CREATE INDEX removed_heartbeats_by_sequence ON removed_heartbeats (project_uuid, sequence);

DO $$
BEGIN
    -- Envelopes of more than about 2,000 bytes are compressed; lz4 costs a fraction of the default's time, but not every build has it.
    BEGIN
        ALTER TABLE events ALTER COLUMN envelope SET COMPRESSION lz4;
    EXCEPTION WHEN feature_not_supported THEN
        NULL;
    END;

    FOR part IN 0..15 LOOP
        EXECUTE format('CREATE TABLE events_%s PARTITION OF events FOR VALUES WITH (MODULUS 16, REMAINDER %s)', lpad(part::text, 2, '0'), part);
        EXECUTE format('CREATE TABLE removed_heartbeats_%s PARTITION OF removed_heartbeats FOR VALUES WITH (MODULUS 16, REMAINDER %s)', lpad(part::text, 2, '0'), part);
    END LOOP;
END
$$;

CREATE TABLE refresh_tokens (
    token_hash     bytea            NOT NULL PRIMARY KEY,
    token_id       text             NOT NULL,
    family         text COLLATE "C" NOT NULL,
    user_id        text COLLATE "C" NOT NULL REFERENCES users (user_id) ON DELETE CASCADE,
    key_id         text             NOT NULL,
    issued_at      timestamptz      NOT NULL,
    expires_at     timestamptz      NOT NULL,
    rotated_at     timestamptz,
    successor_hash bytea,
    revoked_at     timestamptz
);

CREATE INDEX refresh_tokens_of_family ON refresh_tokens (family);
CREATE INDEX refresh_tokens_by_expiry ON refresh_tokens (expires_at);

CREATE TABLE signing_keys (
    key_id     text COLLATE "C" NOT NULL PRIMARY KEY,
    secret     bytea            NOT NULL,
    created_at timestamptz      NOT NULL
);
