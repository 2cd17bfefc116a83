CREATE FUNCTION f() RETURNS text LANGUAGE sql SET standard_conforming_strings = off AS $$ SELECT 'a\';' $$;
CREATE TABLE t AS SELECT '\' AS a, f() AS b;
