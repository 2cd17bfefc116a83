-- the section as a whole is one block
begin transaction isolation level read committed, read write;
CREATE TABLE t (a int);
COPY t FROM STDIN;
1
\.
SAVEPOINT a; INSERT INTO t VALUES (1); ROLLBACK TO SAVEPOINT a; RELEASE a;
SET TRANSACTION READ WRITE;
END WORK AND NO CHAIN;
