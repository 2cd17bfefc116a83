CREATE TABLE t (a int, b text);
COPY t FROM STDIN;
1	a;b
2	it's
3	\N
\.
INSERT INTO t VALUES (4, 'after');
