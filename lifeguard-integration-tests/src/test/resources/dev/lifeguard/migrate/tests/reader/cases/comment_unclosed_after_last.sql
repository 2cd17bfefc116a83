CREATE TABLE t (a int);
/* not closed
