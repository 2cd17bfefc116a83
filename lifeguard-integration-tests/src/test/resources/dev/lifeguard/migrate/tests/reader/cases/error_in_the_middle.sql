CREATE TABLE t (a int);
INSERT INTO nothing VALUES (1);
CREATE TABLE u (a int);
