CREATE TABLE t AS SELECT 'a\b' LIKE 'a\\b' AS a, 'a%' LIKE 'a!%' ESCAPE '!' AS b, '\' ~ '^\\$' AS c;
