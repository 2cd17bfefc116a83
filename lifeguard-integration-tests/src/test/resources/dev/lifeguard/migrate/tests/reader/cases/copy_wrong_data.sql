CREATE TABLE t (a int);
COPY t FROM STDIN;
1
x
\.
CREATE TABLE u (a int);
