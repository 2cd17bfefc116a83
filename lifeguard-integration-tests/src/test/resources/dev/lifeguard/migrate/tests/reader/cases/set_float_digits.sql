CREATE TABLE t AS SELECT 0.1::float8::text AS a, 1e-7::float4::text AS b;
SET extra_float_digits = -10;
CREATE TABLE u AS SELECT (1.0::float8 / 3)::text AS a;
