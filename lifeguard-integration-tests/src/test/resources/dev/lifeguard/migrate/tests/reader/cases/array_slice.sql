CREATE TABLE t (a int[], lo int, hi int);
INSERT INTO t VALUES (ARRAY[1,2,3,4], 2, 3);
CREATE TABLE u AS SELECT a[2:3] AS a, a[:2] AS b, a[lo:hi] AS c, a[lo :hi] AS d, a[1:][1] AS e FROM t;
