CREATE TABLE t AS SELECT 2 */* a */ 3 AS a, 4 /* b *//2 AS b;
