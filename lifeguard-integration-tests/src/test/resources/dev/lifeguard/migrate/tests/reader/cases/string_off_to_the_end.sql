CREATE TABLE t (a text);
SET standard_conforming_strings = off;
INSERT INTO t VALUES ('\';');
