CREATE TABLE t AS SELECT 1.5 AS a, .5 AS b, 1e10 AS c, 1.e-2 AS d, 10::numeric(4,2) AS e;
