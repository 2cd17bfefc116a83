CREATE FUNCTION f() RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  RETURN 'a
b'; -- c
END;
$$;
CREATE TABLE t AS SELECT f();
