CREATE TABLE webhooks (
    webhook_id   TEXT    NOT NULL PRIMARY KEY,
    team_slug    TEXT    NOT NULL REFERENCES teams (team_slug),
    url          TEXT    NOT NULL,
    project_uuid BLOB,
    event_types  TEXT,
    secret       TEXT    NOT NULL,
    created_by   TEXT    NOT NULL,
    created_at   INTEGER NOT NULL,
    lease_owner  TEXT,
    lease_until  INTEGER
);

CREATE INDEX webhooks_of_team ON webhooks (team_slug, webhook_id);

-- How far a webhook has come in each log, and what it is trying to deliver.
CREATE TABLE webhook_cursors (
    webhook_id     TEXT    NOT NULL REFERENCES webhooks (webhook_id) ON DELETE CASCADE,
    project_uuid   BLOB    NOT NULL REFERENCES projects (project_uuid),
    after_sequence INTEGER NOT NULL,
    delivery_id    TEXT,
    up_to          INTEGER,
    attempts       INTEGER,
    began_at       INTEGER,
    next_at        INTEGER,
    error          TEXT,
    PRIMARY KEY (webhook_id, project_uuid)
);

CREATE TABLE webhook_dead_letters (
    webhook_id     TEXT    NOT NULL REFERENCES webhooks (webhook_id) ON DELETE CASCADE,
    delivery_id    TEXT    NOT NULL,
    project_uuid   BLOB    NOT NULL REFERENCES projects (project_uuid),
    after_sequence INTEGER NOT NULL,
    up_to          INTEGER NOT NULL,
    attempts       INTEGER NOT NULL,
    began_at       INTEGER NOT NULL,
    died_at        INTEGER NOT NULL,
    error          TEXT    NOT NULL,
    is_retrying    INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (webhook_id, delivery_id)
);
