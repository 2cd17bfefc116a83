DO $outer$
BEGIN
  EXECUTE $inner$ CREATE TABLE t (a text DEFAULT 'x;$$'); $inner$;
  EXECUTE format('INSERT INTO t VALUES (%L)', $$;'$$);
END;
$outer$;
