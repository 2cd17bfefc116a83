CREATE TABLE t AS SELECT '/* a' AS a, '*/ -- b;' AS b;
