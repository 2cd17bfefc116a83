CREATE TABLE t (a text);
SET LOCAL standard_conforming_strings = off;
INSERT INTO t VALUES ('a\\b');
VACUUM t;
INSERT INTO t VALUES ('\');
INSERT INTO t VALUES (';');
