CREATE TABLE t (a int);
SELECT no_such_function(1);
