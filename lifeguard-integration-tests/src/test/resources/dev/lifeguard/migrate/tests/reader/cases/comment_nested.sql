CREATE TABLE t (a int); /* /* ; */ ; */ INSERT INTO t VALUES (1);
/**/ INSERT INTO t VALUES (2); /***/ INSERT INTO t VALUES (3); /*/*/**/*/*/ INSERT INTO t VALUES (4);
