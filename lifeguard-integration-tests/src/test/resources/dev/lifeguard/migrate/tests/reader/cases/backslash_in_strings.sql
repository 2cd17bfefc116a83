CREATE TABLE t AS SELECT '\q' AS a, '
\q
' AS b, $$
\q
\.
$$ AS c, "\q" AS d FROM (SELECT 1 AS "\q") AS s;
