-- Up migration
CREATE TABLE users (
    id bigint PRIMARY KEY,
    name text NOT NULL
);
-- A comment in between.
INSERT INTO users (id, name) VALUES (1, 'a name that is long enough for the line to be cut somewhere');

-- Down migration
DROP TABLE users;
