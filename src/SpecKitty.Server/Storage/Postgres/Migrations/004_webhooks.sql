CREATE TABLE webhooks (
    webhook_id   text COLLATE "C" NOT NULL PRIMARY KEY,
    team_slug    text COLLATE "C" NOT NULL REFERENCES teams (team_slug),
    url          text             NOT NULL,
    project_uuid uuid,
    event_types  text,
    secret       text             NOT NULL,
    created_by   text             NOT NULL,
    created_at   timestamptz      NOT NULL,
    lease_owner  text,
    lease_until  timestamptz
);

CREATE INDEX webhooks_of_team ON webhooks (team_slug, webhook_id);

-- How far a webhook has come in each log, and what it is trying to deliver.
CREATE TABLE webhook_cursors (
    webhook_id     text COLLATE "C" NOT NULL REFERENCES webhooks (webhook_id) ON DELETE CASCADE,
    project_uuid   uuid             NOT NULL REFERENCES projects (project_uuid),
    after_sequence bigint           NOT NULL,
    delivery_id    text COLLATE "C",
    up_to          bigint,
    attempts       integer,
    began_at       timestamptz,
    next_at        timestamptz,
    error          text,
    PRIMARY KEY (webhook_id, project_uuid)
);

CREATE TABLE webhook_dead_letters (
    webhook_id     text COLLATE "C" NOT NULL REFERENCES webhooks (webhook_id) ON DELETE CASCADE,
    delivery_id    text COLLATE "C" NOT NULL,
    project_uuid   uuid             NOT NULL REFERENCES projects (project_uuid),
    after_sequence bigint           NOT NULL,
    up_to          bigint           NOT NULL,
    attempts       integer          NOT NULL,
    began_at       timestamptz      NOT NULL,
    died_at        timestamptz      NOT NULL,
    error          text             NOT NULL,
    is_retrying    boolean          NOT NULL DEFAULT false,
    PRIMARY KEY (webhook_id, delivery_id)
);
