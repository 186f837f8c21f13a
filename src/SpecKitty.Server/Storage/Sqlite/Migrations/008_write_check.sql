-- One row that the readiness check changes: a write that leaves a page as it was never reaches the disk.
CREATE TABLE write_check (
    id    INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    count INTEGER NOT NULL
);

INSERT INTO write_check (id, count) VALUES (1, 0);
