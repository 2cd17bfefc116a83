CREATE FUNCTION f(int, int) RETURNS int LANGUAGE sql AS 'SELECT coalesce($1, 0) + $2';
CREATE AGGREGATE total (int) (SFUNC = f, STYPE = int, INITCOND = '0');
CREATE TABLE t AS SELECT total(a) FROM generate_series(1, 3) AS a;
