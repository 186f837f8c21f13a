-- The greatest Lamport clock of a project. A clock that was accepted although it leaves no room for the next (more than 2^63 - 1 - 2^40) does not count.
ALTER TABLE projects ADD COLUMN lamport_clock bigint NOT NULL DEFAULT 0;

UPDATE projects SET lamport_clock = GREATEST(
    COALESCE((SELECT MAX(e.lamport_clock) FROM events e WHERE e.project_uuid = projects.project_uuid AND e.lamport_clock <= 9223370937343148031), 0),
    COALESCE((SELECT MAX(r.lamport_clock) FROM removed_heartbeats r WHERE r.project_uuid = projects.project_uuid AND r.lamport_clock <= 9223370937343148031), 0));

-- A participant that has left by itself may still deliver what it emitted before.
ALTER TABLE participant_tokens ADD COLUMN delivers_only boolean NOT NULL DEFAULT false;
