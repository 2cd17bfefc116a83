CREATE TABLE t ( int);
