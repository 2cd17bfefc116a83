CREATE TABLE t (a int, b text);
COPY t FROM STDIN;
1	x
2	y
\.
