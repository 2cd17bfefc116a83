-- Up migration
CREATE TABLE note (id bigint PRIMARY KEY);

-- Down migration
DROP TABLE note;
