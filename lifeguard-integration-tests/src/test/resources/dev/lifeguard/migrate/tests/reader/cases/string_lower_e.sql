CREATE TABLE t AS SELECT e'it\'s; x' AS a, E'\\' AS b, E'\\''' AS c, e'\'' AS d;
