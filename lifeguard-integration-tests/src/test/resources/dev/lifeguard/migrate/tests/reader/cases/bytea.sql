CREATE TABLE t AS SELECT '\xDEADBEEF'::bytea AS a, E'\\000\\047'::bytea AS b, '\000;'::bytea AS c;
