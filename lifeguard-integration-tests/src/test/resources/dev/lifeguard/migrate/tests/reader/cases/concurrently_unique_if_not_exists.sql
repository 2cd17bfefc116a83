CREATE TABLE t (a int);
/* one; */ create unique index concurrently if not exists i on t (a);
DROP INDEX CONCURRENTLY IF EXISTS i;
