CREATE TABLE t (a int, b text);
COPY t FROM STDIN WHERE a > 1 AND b <> ';';
1	x
2	y
3	;
\.
