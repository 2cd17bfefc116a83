CREATE TABLE t AS SELECT '{"a":1}'::jsonb ? 'a' AS a, '{"a":1}'::jsonb ?| ARRAY['b','a'] AS b, '{"a":1}'::jsonb ?& ARRAY['a'] AS c, '{"a":1}'::jsonb @? '$.a' AS d, '{"a":1}'::jsonb @@ '$.a > 0' AS e;
