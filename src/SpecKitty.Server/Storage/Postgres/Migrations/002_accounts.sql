ALTER TABLE projects ADD COLUMN name text;

CREATE INDEX refresh_tokens_of_user ON refresh_tokens (user_id);

-- Only hashes are kept: whoever reads this database cannot sign in with it.
CREATE TABLE personal_tokens (
    token_id     text COLLATE "C" NOT NULL PRIMARY KEY,
    token_hash   bytea            NOT NULL UNIQUE CHECK (length(token_hash) = 32),
    user_id      text COLLATE "C" NOT NULL REFERENCES users (user_id) ON DELETE CASCADE,
    name         text             NOT NULL,
    rights       integer          NOT NULL CHECK (rights BETWEEN 1 AND 7),
    created_at   timestamptz      NOT NULL,
    expires_at   timestamptz      NOT NULL,
    last_used_at timestamptz
);

CREATE INDEX personal_tokens_of_user ON personal_tokens (user_id, token_id);

CREATE TABLE participant_tokens (
    project_uuid   uuid             NOT NULL REFERENCES projects (project_uuid),
    token_hash     bytea            NOT NULL CHECK (length(token_hash) = 32),
    mission_id     text COLLATE "C" NOT NULL,
    participant_id text COLLATE "C" NOT NULL,
    user_id        text COLLATE "C" NOT NULL REFERENCES users (user_id) ON DELETE CASCADE,
    created_at     timestamptz      NOT NULL,
    expires_at     timestamptz      NOT NULL,
    PRIMARY KEY (project_uuid, token_hash)
) PARTITION BY HASH (project_uuid);

CREATE INDEX participant_tokens_of_participant ON participant_tokens (project_uuid, mission_id, participant_id);
CREATE INDEX participant_tokens_of_user ON participant_tokens (user_id);

DO $$
BEGIN
    FOR part IN 0..15 LOOP
        EXECUTE format('CREATE TABLE participant_tokens_%s PARTITION OF participant_tokens FOR VALUES WITH (MODULUS 16, REMAINDER %s)', lpad(part::text, 2, '0'), part);
    END LOOP;
END
$$;
