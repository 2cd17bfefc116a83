CREATE EXTENSION IF NOT EXISTS pgcrypto;
CREATE TABLE t AS SELECT encode(digest('a;', 'sha256'), 'hex') AS a;
