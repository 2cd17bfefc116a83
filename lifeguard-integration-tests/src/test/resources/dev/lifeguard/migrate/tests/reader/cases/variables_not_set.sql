CREATE TABLE t (a int[]);
INSERT INTO t VALUES ('{1,2,3}');
CREATE TABLE u AS SELECT a[1:2] AS a, ':x' AS b, $$:'x'$$ AS c, ":a" AS d FROM (SELECT a, 1 AS ":a" FROM t) AS s;
