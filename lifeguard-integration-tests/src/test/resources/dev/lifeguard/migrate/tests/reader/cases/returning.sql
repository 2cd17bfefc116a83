CREATE TABLE t (id serial, a text);
INSERT INTO t (a) VALUES ('x'), ('y') RETURNING *;
UPDATE t SET a = a || ';' RETURNING id;
DELETE FROM t WHERE id = 1 RETURNING a;
