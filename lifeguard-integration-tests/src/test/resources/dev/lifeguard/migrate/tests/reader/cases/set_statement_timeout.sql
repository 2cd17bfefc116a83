SET statement_timeout = '50ms';
CREATE TABLE t (a int);
SELECT pg_sleep(5);
