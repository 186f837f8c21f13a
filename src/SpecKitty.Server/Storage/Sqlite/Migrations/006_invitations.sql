-- The team that new projects of a user go to. So far it was the oldest one: the team that the account was created in.
ALTER TABLE users ADD COLUMN default_team TEXT;

UPDATE users SET default_team = (
    SELECT m.team_slug FROM memberships m WHERE m.user_id = users.user_id ORDER BY m.created_at, m.rowid LIMIT 1
);

-- Only the hash of a link's secret is kept: no one who reads this file can accept the invitation.
CREATE TABLE team_invitations (
    invitation_id TEXT    NOT NULL PRIMARY KEY,
    secret_hash   BLOB    NOT NULL UNIQUE CHECK (length(secret_hash) = 32),
    team_slug     TEXT    NOT NULL REFERENCES teams (team_slug),
    role          TEXT    NOT NULL CHECK (role IN ('admin', 'member', 'viewer')),
    username      TEXT    COLLATE NOCASE,
    is_single_use INTEGER NOT NULL,
    created_by    TEXT    NOT NULL REFERENCES users (user_id) ON DELETE CASCADE,
    created_at    INTEGER NOT NULL,
    expires_at    INTEGER NOT NULL,
    uses          INTEGER NOT NULL DEFAULT 0,
    accepted_at   INTEGER,
    declined_at   INTEGER,
    revoked_at    INTEGER
);

CREATE INDEX team_invitations_of_team ON team_invitations (team_slug, invitation_id);
CREATE INDEX team_invitations_of_user ON team_invitations (username, invitation_id);
