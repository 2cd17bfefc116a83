CREATE TABLE t (a int);
COPY /* ; */ t -- FROM STDIN;
FROM /* x */ STDIN
-- y
;
1
\.
INSERT INTO t VALUES (2);
