SET ROLE pg_monitor;
CREATE SCHEMA not_allowed;
