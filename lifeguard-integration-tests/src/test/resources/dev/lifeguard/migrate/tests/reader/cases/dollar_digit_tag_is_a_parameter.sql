CREATE TABLE t (a int);
SELECT $1$ a; $1$;
