\if true
CREATE TABLE t (a int);
\endif
