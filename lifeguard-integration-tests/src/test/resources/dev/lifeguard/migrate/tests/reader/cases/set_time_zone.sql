CREATE TABLE t (a timestamptz, b text);
INSERT INTO t VALUES ('2024-01-01 00:00:00', '2024-01-01 00:00:00'::timestamptz::text);
SET TIME ZONE 'Europe/Berlin';
INSERT INTO t VALUES ('2024-01-01 00:00:00', '2024-01-01 00:00:00'::timestamptz::text);
