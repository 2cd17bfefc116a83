SET client_encoding = 'UTF8';
SELECT pg_catalog.lo_create('16500');
BEGIN;
SELECT pg_catalog.lo_open('16500', 131072);
SELECT pg_catalog.lowrite(0, '\x616263');
SELECT pg_catalog.lo_close(0);
COMMIT;
CREATE TABLE t AS SELECT pg_catalog.lo_get(16500) AS a;
