CREATE TABLE t (a text);
SET client_encoding = 'UTF8';
INSERT INTO t VALUES ('é');
