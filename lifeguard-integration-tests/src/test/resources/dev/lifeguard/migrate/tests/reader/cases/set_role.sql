SET ROLE pg_monitor;
CREATE TEMP TABLE x (a int);
RESET ROLE;
CREATE TABLE t AS SELECT current_user AS a;
