-- Up migration
CREATE TABLE things (id integer);
-- Down migration
DROP TABLE things;
