ALTER DATABASE CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci;
CREATE SEQUENCE invoice_numbers START WITH 100 INCREMENT BY 10 MINVALUE 100 MAXVALUE 100000 CACHE 20 CYCLE;
CREATE SEQUENCE plain_numbers;
SELECT NEXTVAL(invoice_numbers);

CREATE TABLE users (
  id bigint unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY,
  name varchar(100) NOT NULL DEFAULT 'it''s; "new" \\ `x`' COMMENT 'who; it''s',
  email varchar(200) CHARACTER SET ascii COLLATE ascii_bin,
  code char(2) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
  bytes varbinary(20) INVISIBLE,
  note text,
  long_note mediumtext COMPRESSED,
  state enum('new','o,ld','it''s') NOT NULL DEFAULT 'new',
  flags set('a','b'),
  balance decimal(10,2) NOT NULL DEFAULT 0.00 CHECK (balance >= 0),
  payload json,
  made timestamp NOT NULL DEFAULT current_timestamp() ON UPDATE current_timestamp(),
  seen timestamp NULL,
  at datetime(6) DEFAULT current_timestamp(6),
  late timestamp NOT NULL DEFAULT '2020-05-05 10:00:00',
  upper_name varchar(100) AS (upper(name)) VIRTUAL,
  twice decimal(12,2) AS (balance * 2) STORED,
  no bigint DEFAULT nextval(invoice_numbers),
  ip inet6,
  token uuid DEFAULT uuid(),
  manager bigint unsigned,
  UNIQUE KEY z_email (email),
  UNIQUE KEY a_code (code, name(10)) USING BTREE,
  KEY m_name (name DESC, id) COMMENT 'by name',
  KEY ignored (seen) IGNORED,
  FULLTEXT KEY words (note),
  CONSTRAINT short_name CHECK (char_length(name) < 100 and name <> 'a;b'),
  CONSTRAINT managed FOREIGN KEY (manager) REFERENCES users (id) ON DELETE SET NULL ON UPDATE CASCADE
) COMMENT = 'people; all of them' ROW_FORMAT=DYNAMIC;
INSERT INTO users (name, email) VALUES ('a', 'b'), ('c', 'd');

CREATE TABLE orgs (id int NOT NULL PRIMARY KEY, owner int NOT NULL, place point NOT NULL, SPATIAL KEY places (place));
CREATE TABLE members (id int NOT NULL PRIMARY KEY, org int NOT NULL, CONSTRAINT of_org FOREIGN KEY (org) REFERENCES orgs (id));
ALTER TABLE orgs ADD CONSTRAINT owned FOREIGN KEY (owner) REFERENCES members (id);

CREATE TABLE `odd ``name` (`a``b` int, `select` int, KEY `my key` (`a``b`));
CREATE TABLE latin (a varchar(10), b varchar(10) CHARACTER SET utf8mb4) DEFAULT CHARSET=latin1;
CREATE TABLE old_engine (id int) ENGINE=MyISAM MAX_ROWS=1000 CHECKSUM=1;
CREATE TABLE checked (id int) ENGINE=Aria TRANSACTIONAL=1;
CREATE TABLE all_old (id int) ENGINE=MERGE UNION=(old_engine) INSERT_METHOD=LAST;

CREATE TABLE prices (id int PRIMARY KEY, price int, past int WITHOUT SYSTEM VERSIONING) WITH SYSTEM VERSIONING;
CREATE TABLE stays (
  id int, room int, since date, until date, rs timestamp(6) AS ROW START, re timestamp(6) AS ROW END,
  PERIOD FOR booked (since, until), PERIOD FOR SYSTEM_TIME (rs, re),
  UNIQUE (room, booked WITHOUT OVERLAPS)
) WITH SYSTEM VERSIONING;

CREATE TABLE events_log (id int NOT NULL, at date NOT NULL, PRIMARY KEY (id, at)) COMMENT 'parts'
PARTITION BY RANGE COLUMNS (at) SUBPARTITION BY HASH (id) SUBPARTITIONS 2
(PARTITION p2023 VALUES LESS THAN ('2024-01-01') COMMENT = 'old, (x)',
 PARTITION p2024 VALUES LESS THAN ('2025-01-01'),
 PARTITION rest VALUES LESS THAN MAXVALUE);
CREATE TABLE by_hash (id int NOT NULL PRIMARY KEY) PARTITION BY KEY () PARTITIONS 3;
CREATE TABLE by_list (id int, kind int) PARTITION BY LIST (kind) (PARTITION a VALUES IN (1,2), PARTITION b DEFAULT);

CREATE FUNCTION twice(n int) RETURNS int DETERMINISTIC NO SQL COMMENT 'n; n' RETURN n * 2;
CREATE VIEW z_names AS SELECT id, name, twice(id) AS two FROM users WHERE state = 'new' ORDER BY name;
CREATE ALGORITHM=MERGE SQL SECURITY INVOKER VIEW a_names AS SELECT z.id, z.name AS `the name` FROM z_names z JOIN members m ON m.id = z.id WITH CASCADED CHECK OPTION;
CREATE VIEW counted (kind, n) AS SELECT u.state, count(*) FROM users u LEFT JOIN orgs o ON o.id = u.id GROUP BY u.state HAVING count(*) > 1 UNION ALL SELECT 'x', 1 LIMIT 10;
CREATE VIEW recursed AS WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < 5) SELECT i, row_number() OVER (ORDER BY i) AS r FROM n;
CREATE VIEW b_unused AS SELECT 'it''s; -- "no" comment' AS text, json_value('{"a":1}', '$.a') AS v, cast(1 AS char) AS c, interval(1,2) AS i, date_add('2020-01-01', INTERVAL 1 DAY) AS d;
DELIMITER //
CREATE FUNCTION all_users() RETURNS int READS SQL DATA
BEGIN
  -- how many; it isn't much
  RETURN (SELECT count(*) FROM z_names);
END//
CREATE VIEW a_uses_function AS SELECT all_users() AS n//
CREATE AGGREGATE FUNCTION summed(n int) RETURNS int
BEGIN
  DECLARE total int DEFAULT 0;
  DECLARE CONTINUE HANDLER FOR NOT FOUND RETURN total;
  LOOP FETCH GROUP NEXT ROW; SET total = total + n; END LOOP;
END//
CREATE PROCEDURE clean(IN most int, OUT gone int, INOUT name varchar(10) CHARACTER SET latin1)
  SQL SECURITY INVOKER MODIFIES SQL DATA COMMENT 'it''s'
BEGIN
  DELETE FROM users WHERE id > most; # all $$ of them
  SET gone = row_count();
END//
CREATE PROCEDURE `simple one`() SELECT 1//
SET sql_mode = 'ANSI_QUOTES,PIPES_AS_CONCAT'//
CREATE PROCEDURE ansi() BEGIN SELECT "id" || 'x' FROM "users"; END//
SET sql_mode = 'ORACLE'//
CREATE PACKAGE pack AS
  FUNCTION one RETURN int;
END//
CREATE PACKAGE BODY pack AS
  FUNCTION one RETURN int AS BEGIN RETURN 1; END;
END//
SET sql_mode = DEFAULT//
CREATE TRIGGER second BEFORE INSERT ON users FOR EACH ROW SET NEW.name = trim(NEW.name)//
CREATE TRIGGER first BEFORE INSERT ON users FOR EACH ROW PRECEDES second BEGIN SET NEW.code = 'x'; END//
CREATE TRIGGER after_all AFTER DELETE ON users FOR EACH ROW INSERT INTO checked VALUES (OLD.id)//
DELIMITER ;
CREATE EVENT nightly ON SCHEDULE EVERY 1 DAY STARTS '2030-01-01 03:00:00' ON COMPLETION PRESERVE DISABLE COMMENT 'at night' DO DELETE FROM checked;
DELIMITER //
CREATE EVENT hourly ON SCHEDULE EVERY 2 HOUR ENDS '2035-01-01 00:00:00' DO BEGIN DELETE FROM checked; DELETE FROM old_engine; END//
DELIMITER ;
SET time_zone = '+02:00';
CREATE EVENT once ON SCHEDULE AT '2034-01-01 00:00:00' DISABLE DO SELECT 1;
