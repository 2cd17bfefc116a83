CREATE TABLE t (a text);
SAVEPOINT s;
SET standard_conforming_strings = off;
INSERT INTO t VALUES ('\';');
ROLLBACK TO SAVEPOINT s;
INSERT INTO t VALUES ('\');
INSERT INTO t VALUES (';');
