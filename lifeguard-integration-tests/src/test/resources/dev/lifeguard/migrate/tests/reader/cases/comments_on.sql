CREATE TABLE t (a int);
COMMENT ON TABLE t IS 'it''s; a -- comment /* x */';
COMMENT ON COLUMN t.a IS $$a 'b' $$;
COMMENT ON COLUMN t.a IS NULL;
COMMENT ON SCHEMA public IS E'line\nline';
