CREATE FUNCTION f(a text DEFAULT 'x;y', VARIADIC b int[] DEFAULT '{}') RETURNS text LANGUAGE sql AS $_$ SELECT $1 || ';' || $2::text; $_$;
CREATE TABLE t AS SELECT f() AS a, f('z', 1, 2) AS b;
