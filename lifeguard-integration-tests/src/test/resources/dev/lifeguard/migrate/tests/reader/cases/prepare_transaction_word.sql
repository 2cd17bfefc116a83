CREATE TABLE prepare (a int);
PREPARE transaction AS SELECT 1;
EXECUTE transaction;
DEALLOCATE PREPARE transaction;
