CREATE TABLE t AS SELECT '{d 2024-01-01}' AS a, '{1,2}'::int[] AS b, '{fn now()}' AS c;
