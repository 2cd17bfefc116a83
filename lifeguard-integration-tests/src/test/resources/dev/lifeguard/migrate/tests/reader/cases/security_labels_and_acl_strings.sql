CREATE TABLE t (a aclitem);
INSERT INTO t VALUES ('=r/twin');
