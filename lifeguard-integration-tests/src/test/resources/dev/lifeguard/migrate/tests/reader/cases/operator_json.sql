CREATE TABLE t AS SELECT '{"a":{"b":"x;"}}'::jsonb #>> '{a,b}' AS a, '{"a":1}'::jsonb #> '{a}' AS b, '{"a":1}'::jsonb ->> 'a' AS c, '[1,2]'::jsonb #- '{0}' AS d;
