-- Retention looks at heartbeats alone, which are few or many among the rest.
CREATE INDEX heartbeats ON events (project_uuid, sequence) WHERE event_type = 'PresenceHeartbeat';
