CREATE UNLOGGED TABLE t (a int) WITH (fillfactor = 50);
ALTER TABLE t SET (autovacuum_enabled = off);
