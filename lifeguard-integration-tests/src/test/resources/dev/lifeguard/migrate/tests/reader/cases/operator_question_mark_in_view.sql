CREATE VIEW v AS SELECT '{"a;b":1}'::jsonb ? 'a;b' AS a, '??' AS b, '?' AS c;
