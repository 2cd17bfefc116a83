CREATE TABLE delimiter (a int);
INSERT INTO
delimiter
VALUES (1);
