CREATE TABLE t (a text);
VACUUM t;
SET standard_conforming_strings = off;
INSERT INTO t VALUES ('\';');
