CREATE TYPE pair AS (a int, b text);
CREATE DOMAIN short AS varchar(5) DEFAULT 'a;' CHECK (value <> ';') NOT NULL;
CREATE TYPE span AS RANGE (subtype = int4);
CREATE TABLE t (p pair, s short, r span);
INSERT INTO t VALUES (ROW(1, 'x;'), 'ok', '[1,2]');
