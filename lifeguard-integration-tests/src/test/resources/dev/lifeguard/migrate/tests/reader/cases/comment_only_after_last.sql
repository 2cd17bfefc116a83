CREATE TABLE t (a int);
-- the end
