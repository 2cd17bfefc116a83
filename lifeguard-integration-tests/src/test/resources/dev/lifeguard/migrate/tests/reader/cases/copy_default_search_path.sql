CREATE SCHEMA s;
SET search_path = s;
CREATE TABLE t (a int);
COPY t FROM STDIN;
1
\.
