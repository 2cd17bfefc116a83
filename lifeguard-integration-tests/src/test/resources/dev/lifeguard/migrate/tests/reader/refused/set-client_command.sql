\set x 1
CREATE TABLE t (a int);
