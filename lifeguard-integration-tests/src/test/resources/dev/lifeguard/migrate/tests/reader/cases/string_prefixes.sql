CREATE TABLE t AS SELECT B'01' AS a, b'' AS b, X'1F' AS c, x'' AS d, N'n;' AS e, n'it''s' AS f;
