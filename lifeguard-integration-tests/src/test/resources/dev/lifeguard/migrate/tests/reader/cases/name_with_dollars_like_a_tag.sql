CREATE TABLE t (a$a$ int, b$a$ text);
INSERT INTO t VALUES (1, ';');
