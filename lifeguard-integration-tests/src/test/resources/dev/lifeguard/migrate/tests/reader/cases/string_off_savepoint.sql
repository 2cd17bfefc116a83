CREATE TABLE t (a text);
SAVEPOINT s;
SET standard_conforming_strings = off;
INSERT INTO t VALUES ('\';');
RELEASE SAVEPOINT s;
INSERT INTO t VALUES ('\';');
