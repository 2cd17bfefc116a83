CREATE TABLE t AS SELECT 'C:\dir\' AS a, 'x;y' AS b, '\' AS c;
