CREATE TABLE t AS SELECT 1--2
- 1 AS a, 3 - -1 AS b, 4-(-1) AS c;
