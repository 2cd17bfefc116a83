CREATE TABLE t (a int);
\echo hello
