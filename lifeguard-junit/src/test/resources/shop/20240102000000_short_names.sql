-- Up migration
ALTER TABLE customers ADD COLUMN short_name varchar(3);
UPDATE customers SET short_name = substr(name, 1, 3);
-- Down migration
ALTER TABLE customers DROP COLUMN short_name;
