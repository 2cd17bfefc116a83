CREATE TABLE t (a int);
SELECT :;
