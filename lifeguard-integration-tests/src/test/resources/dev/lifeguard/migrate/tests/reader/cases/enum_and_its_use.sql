CREATE TYPE mood AS ENUM ('a;b', 'it''s', '');
CREATE TABLE t (m mood DEFAULT 'a;b');
INSERT INTO t VALUES ('it''s'), (DEFAULT);
