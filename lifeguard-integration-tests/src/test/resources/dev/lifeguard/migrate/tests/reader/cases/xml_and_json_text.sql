CREATE TABLE t AS SELECT '<a b=";">&apos;</a>' AS a, '{"k": "it''s; \" \\ "}'::json AS b;
