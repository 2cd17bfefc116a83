CREATE TABLE t AS SELECT '1'::int::text AS a, 'x'::"char" AS b, ARRAY[1,2,3]::int[] AS c, (1)::bigint AS d;
