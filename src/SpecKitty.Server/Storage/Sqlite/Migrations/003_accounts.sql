ALTER TABLE projects ADD COLUMN name TEXT;

CREATE INDEX refresh_tokens_of_user ON refresh_tokens (user_id);

-- Only hashes are kept: whoever reads this file cannot sign in with it.
CREATE TABLE personal_tokens (
    token_id     TEXT    NOT NULL PRIMARY KEY,
    token_hash   BLOB    NOT NULL UNIQUE CHECK (length(token_hash) = 32),
    user_id      TEXT    NOT NULL REFERENCES users (user_id) ON DELETE CASCADE,
    name         TEXT    NOT NULL,
    rights       INTEGER NOT NULL CHECK (rights BETWEEN 1 AND 7),
    created_at   INTEGER NOT NULL,
    expires_at   INTEGER NOT NULL,
    last_used_at INTEGER
);

CREATE INDEX personal_tokens_of_user ON personal_tokens (user_id, token_id);

CREATE TABLE participant_tokens (
    project_uuid   BLOB    NOT NULL REFERENCES projects (project_uuid),
    token_hash     BLOB    NOT NULL CHECK (length(token_hash) = 32),
    mission_id     TEXT    NOT NULL,
    participant_id TEXT    NOT NULL,
    user_id        TEXT    NOT NULL REFERENCES users (user_id) ON DELETE CASCADE,
    created_at     INTEGER NOT NULL,
    expires_at     INTEGER NOT NULL,
    PRIMARY KEY (project_uuid, token_hash)
);

CREATE INDEX participant_tokens_of_participant ON participant_tokens (project_uuid, mission_id, participant_id);
CREATE INDEX participant_tokens_of_user ON participant_tokens (user_id);
