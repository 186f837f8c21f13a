-- The generation of the logs: 1 until a backup is restored, then a number that was never used before. A restore runs this script on the copy that it writes.
CREATE TABLE IF NOT EXISTS log_generation (
    id         INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    generation INTEGER NOT NULL
);

INSERT OR IGNORE INTO log_generation (id, generation) VALUES (1, 1);
