CREATE TABLE t AS SELECT 6 /
/* y */ 3 AS b, 1 <-- less
2 AS c, 5 -/* minus */2 AS d;
