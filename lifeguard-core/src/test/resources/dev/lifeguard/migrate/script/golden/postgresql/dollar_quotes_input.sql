CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$ SELECT 1; SELECT 2; $$; SELECT 1;
CREATE FUNCTION g(a int) RETURNS int LANGUAGE plpgsql AS $$
BEGIN
    IF a > 0 THEN RETURN 1; END IF;
    RETURN 2;
END;
$$;
SELECT 2;
CREATE FUNCTION h() RETURNS text AS $body$ BEGIN RETURN 'it''s; x'; -- don't
END $body$ LANGUAGE plpgsql;
SELECT 3;
DO $$ BEGIN CASE WHEN true THEN NULL; END CASE; END $$;
SELECT $$a;b$$;
SELECT $a$ x; $b$ ; $b$ $$ $a$;
SELECT $é$ ; $e$ ; $é$, $tag_1$ ; $tag_1$;
-- no dollar quote directly after a letter of a name
SELECT a$b, c$$, é$$; SELECT $1, $2$$;$$;
PREPARE p AS SELECT $1; SELECT 4;
SELECT $, $ $, $a ;
SELECT $x$y$z$x$;
