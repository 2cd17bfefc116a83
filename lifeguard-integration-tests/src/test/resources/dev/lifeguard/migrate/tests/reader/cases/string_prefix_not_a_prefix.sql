CREATE TABLE t AS SELECT date'2024-01-01' AS a, text'a;b' AS b, "bit" '1' AS c, name'b\' AS d;
