CREATE TABLE t (a text);
SET client_encoding = 'LATIN1';
INSERT INTO t VALUES ('e');
