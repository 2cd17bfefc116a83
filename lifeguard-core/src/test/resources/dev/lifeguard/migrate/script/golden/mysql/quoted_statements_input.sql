SELECT 'a\';
DROP TABLE users; -- ', "b\";
DROP TABLE users; -- ", `c\`;
SELECT a <> b, a != b, €, ₿, °, §;
BEGIN NOT ATOMIC y: LOOP LEAVE y; END LOOP y; END;
CREATE TABLE t (a int, `case` int, `end;` int); SELECT 'BEGIN', "IF", `LOOP`, /* BEGIN */ 1;
CREATE PROCEDURE p() COMMENT 'BEGIN;' SELECT 1; SELECT 2;
LOAD DATA LOCAL INFILE '/tmp/a;b' INTO TABLE t FIELDS TERMINATED BY ';' LINES TERMINATED BY '\n' (a, @b) SET c = IF(@b = ';', 1, 2);
SELECT 3
