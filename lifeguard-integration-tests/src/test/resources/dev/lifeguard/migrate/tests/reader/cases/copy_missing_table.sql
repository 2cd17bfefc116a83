CREATE TABLE t (a int);
COPY nothing FROM STDIN;
1
\.
