CREATE TABLE t (a date, b text);
SET datestyle = 'German, DMY';
INSERT INTO t VALUES ('02.01.2024', '2024-01-02'::date::text);
