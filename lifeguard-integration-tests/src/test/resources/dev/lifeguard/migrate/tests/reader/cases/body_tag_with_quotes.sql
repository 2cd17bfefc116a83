CREATE TABLE t (a text);
CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $body$
BEGIN
  -- don't stop; here
  /* nor "here */
  INSERT INTO t VALUES ('it''s; x'), ($$in; here$$);
END;
$body$;
SELECT f();
