-- The generation of the logs: 1 until a backup is restored, then a number that was never used before.
CREATE TABLE log_generation (
    id         integer NOT NULL PRIMARY KEY CHECK (id = 1),
    generation bigint  NOT NULL
);

INSERT INTO log_generation (id, generation) VALUES (1, 1);
