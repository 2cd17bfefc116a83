COPY t FROM STDIN;
1	a;b
2	it's $$ -- /* (
3	${x} \N \\.
\.
copy public."My T" (a, "b;c") from stdin with (format csv, header); -- a comment after it
x,"a
;"
\.x
 \.
-- Down migration
\.
COPY t FROM STDIN /* c */ ; /* c */ -- d
\.
Copy
  t -- names
  (a)
  FROM /* here */ STDIN WITH CSV QUOTE '"';
1

2
\.
COPY t FROM STDIN DELIMITER '|' WHERE a > 0;
\.
COPY t FROM STDOUT;
\.
COPY a.b.t FROM '/tmp/t.csv' CSV;
COPY t TO '/tmp/t.csv';
COPY t FROM PROGRAM 'cat x';
COPY (SELECT a FROM t) TO PROGRAM 'cat > x';
SELECT 1;
COPY stdin FROM STDIN;
last
\.