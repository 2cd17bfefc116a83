CREATE TABLE t (a text);
VACUUM t;
SET LOCAL standard_conforming_strings = off;
INSERT INTO t VALUES ('\');
INSERT INTO t VALUES (';');
