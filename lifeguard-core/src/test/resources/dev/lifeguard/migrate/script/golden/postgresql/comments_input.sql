-- a comment; with a semicolon
SELECT 1 /* a; /* nested; */ still; */ + 1; SELECT /*/ ; */ 2 /**/ /***/;
SELECT 1--2;
-3; SELECT 1 - - 2 -/* ; */ 3 */* ; */ 4;
-- it's; "not" $$quoted$$ (
/* it's; "not" $$quoted$$ ( */
SELECT '--', '/*', "--", "/*", $$--/*$$;
SELECT 3 -- at the end; of the line
;
SELECT a #>> '{b}', a ? 'b', a ?| b, a @> b, a /b, a *b;
SELECT 4; -- the last
-- ${x}
