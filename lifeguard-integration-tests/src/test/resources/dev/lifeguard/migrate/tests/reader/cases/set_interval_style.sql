CREATE TABLE t AS SELECT '1 day 2 hours'::interval::text AS a;
SET intervalstyle = 'iso_8601';
CREATE TABLE u AS SELECT '1 day 2 hours'::interval::text AS a;
