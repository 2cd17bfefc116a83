CREATE TABLE t (a int);
SELECT * FROM nothing