CREATE TABLE t AS SELECT 1 +-- x
1 AS a, 6 //* y */**/
3 AS b;
