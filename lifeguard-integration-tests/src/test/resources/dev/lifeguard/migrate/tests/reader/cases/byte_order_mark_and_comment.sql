-- first
CREATE TABLE t (a int);
