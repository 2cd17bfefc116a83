CREATE TABLE t (a int);
SELECT 'SELECT 1' \gexec
