-- The team that new projects of a user go to. So far it was the oldest one: the team that the account was created in.
ALTER TABLE users ADD COLUMN default_team text COLLATE "C";

UPDATE users SET default_team = (
    SELECT m.team_slug FROM memberships m WHERE m.user_id = users.user_id ORDER BY m.created_at, m.place, m.team_slug LIMIT 1
);

-- Only the hash of a link's secret is kept: no one who reads this table can accept the invitation.
CREATE TABLE team_invitations (
    invitation_id text COLLATE "C" NOT NULL PRIMARY KEY,
    secret_hash   bytea            NOT NULL UNIQUE CHECK (length(secret_hash) = 32),
    team_slug     text COLLATE "C" NOT NULL REFERENCES teams (team_slug),
    role          text             NOT NULL CHECK (role IN ('admin', 'member', 'viewer')),
    username      text COLLATE "C",
    is_single_use boolean          NOT NULL,
    created_by    text COLLATE "C" NOT NULL REFERENCES users (user_id) ON DELETE CASCADE,
    created_at    timestamptz      NOT NULL,
    expires_at    timestamptz      NOT NULL,
    uses          integer          NOT NULL DEFAULT 0,
    accepted_at   timestamptz,
    declined_at   timestamptz,
    revoked_at    timestamptz
);

CREATE INDEX team_invitations_of_team ON team_invitations (team_slug, invitation_id);
CREATE INDEX team_invitations_of_user ON team_invitations (lower(username), invitation_id);
