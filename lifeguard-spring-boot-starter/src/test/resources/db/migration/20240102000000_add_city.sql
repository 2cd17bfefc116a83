-- Up migration
ALTER TABLE customer ADD COLUMN city varchar(100);

-- Down migration
ALTER TABLE customer DROP COLUMN city;
