CREATE TABLE t (a int);
SELECT $$ a; b;
