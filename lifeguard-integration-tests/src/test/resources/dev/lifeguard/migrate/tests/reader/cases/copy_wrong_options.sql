CREATE TABLE t (a int);
COPY t FROM STDIN WITH (FORMAT nothing);
1
\.
