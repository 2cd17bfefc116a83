CREATE TABLE t AS SELECT 'a
;
b' AS a, 'c
d' AS b, 'ef' AS c;
