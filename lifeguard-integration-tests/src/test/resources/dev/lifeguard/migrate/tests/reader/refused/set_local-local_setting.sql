CREATE SCHEMA s;
BEGIN;
SET LOCAL search_path = s;
CREATE TABLE t (a int);
COMMIT;
CREATE TABLE u (a int);
