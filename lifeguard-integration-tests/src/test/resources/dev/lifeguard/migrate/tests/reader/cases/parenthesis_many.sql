CREATE TABLE t AS SELECT ((((((((((((((((((((1)))))))))))))))))))) AS a;
