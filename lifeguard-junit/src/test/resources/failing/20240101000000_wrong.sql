-- Up migration
CREATE TABLE half (id integer);
SELECT nothing FROM nowhere;
-- Down migration
DROP TABLE half;
