CREATE TABLE t (a text);
SET standard_conforming_strings = no;
INSERT INTO t VALUES ('\';');
RESET ALL;
INSERT INTO t VALUES ('\');
