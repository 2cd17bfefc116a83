-- Up migration
CREATE TABLE first (id integer);
-- Down migration
DROP TABLE first;
