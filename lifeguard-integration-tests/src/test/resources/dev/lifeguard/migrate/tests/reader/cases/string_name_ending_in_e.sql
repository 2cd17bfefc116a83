CREATE DOMAIN value AS text;
CREATE TABLE t AS SELECT value'a\' AS a, ';' AS b;
