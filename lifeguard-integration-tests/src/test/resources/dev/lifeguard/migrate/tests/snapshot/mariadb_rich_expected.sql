-- The schema of a database of MariaDB, as lifeguard-migrate snapshot writes it.

SET NAMES utf8mb4;
SET sql_mode = 'STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_AUTO_CREATE_USER,NO_ENGINE_SUBSTITUTION';
SET time_zone = '+00:00';
SET foreign_key_checks = OFF;

ALTER DATABASE CHARACTER SET = utf8mb4 COLLATE = utf8mb4_general_ci;

CREATE SEQUENCE `invoice_numbers` start with 100 minvalue 100 maxvalue 100000 increment by 10 cache 20 cycle ENGINE=InnoDB;

CREATE SEQUENCE `plain_numbers` start with 1 minvalue 1 maxvalue 9223372036854775806 increment by 1 cache 1000 nocycle ENGINE=InnoDB;

CREATE TABLE `by_hash` (
  `id` int(11) NOT NULL,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci
PARTITION BY KEY ()
PARTITIONS 3;

CREATE TABLE `by_list` (
  `id` int(11) DEFAULT NULL,
  `kind` int(11) DEFAULT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci
PARTITION BY LIST (`kind`)
(
  PARTITION `a` VALUES IN (1,2) ENGINE = InnoDB,
  PARTITION `b` DEFAULT ENGINE = InnoDB
);

CREATE TABLE `checked` (
  `id` int(11) DEFAULT NULL
) ENGINE=Aria DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci PAGE_CHECKSUM=1 TRANSACTIONAL=1;

CREATE TABLE `events_log` (
  `id` int(11) NOT NULL,
  `at` date NOT NULL,
  PRIMARY KEY (`id`,`at`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci COMMENT='parts'
PARTITION BY RANGE COLUMNS(`at`)
SUBPARTITION BY HASH (`id`)
SUBPARTITIONS 2
(
  PARTITION `p2023` VALUES LESS THAN ('2024-01-01') COMMENT = 'old, (x)' ENGINE = InnoDB,
  PARTITION `p2024` VALUES LESS THAN ('2025-01-01') ENGINE = InnoDB,
  PARTITION `rest` VALUES LESS THAN (MAXVALUE) ENGINE = InnoDB
);

CREATE TABLE `latin` (
  `a` varchar(10) DEFAULT NULL,
  `b` varchar(10) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci DEFAULT NULL
) ENGINE=InnoDB DEFAULT CHARSET=latin1 COLLATE=latin1_swedish_ci;

CREATE TABLE `members` (
  `id` int(11) NOT NULL,
  `org` int(11) NOT NULL,
  PRIMARY KEY (`id`),
  KEY `of_org` (`org`),
  CONSTRAINT `of_org` FOREIGN KEY (`org`) REFERENCES `orgs` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;

CREATE TABLE `odd ``name` (
  `a``b` int(11) DEFAULT NULL,
  `select` int(11) DEFAULT NULL,
  KEY `my key` (`a``b`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;

CREATE TABLE `old_engine` (
  `id` int(11) DEFAULT NULL
) ENGINE=MyISAM DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci MAX_ROWS=1000 CHECKSUM=1;

CREATE TABLE `orgs` (
  `id` int(11) NOT NULL,
  `owner` int(11) NOT NULL,
  `place` point NOT NULL,
  PRIMARY KEY (`id`),
  KEY `owned` (`owner`),
  SPATIAL KEY `places` (`place`),
  CONSTRAINT `owned` FOREIGN KEY (`owner`) REFERENCES `members` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;

CREATE TABLE `prices` (
  `id` int(11) NOT NULL,
  `price` int(11) DEFAULT NULL,
  `past` int(11) DEFAULT NULL WITHOUT SYSTEM VERSIONING,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci WITH SYSTEM VERSIONING;

CREATE TABLE `stays` (
  `id` int(11) DEFAULT NULL,
  `room` int(11) DEFAULT NULL,
  `since` date NOT NULL,
  `until` date NOT NULL,
  `rs` timestamp(6) GENERATED ALWAYS AS ROW START,
  `re` timestamp(6) GENERATED ALWAYS AS ROW END,
  PERIOD FOR `booked` (`since`, `until`),
  PERIOD FOR SYSTEM_TIME (`rs`, `re`),
  UNIQUE KEY `room` (`room`,`re`,`booked` WITHOUT OVERLAPS)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci WITH SYSTEM VERSIONING;

CREATE TABLE `users` (
  `id` bigint(20) unsigned NOT NULL AUTO_INCREMENT,
  `name` varchar(100) NOT NULL DEFAULT 'it''s; "new" \\ `x`' COMMENT 'who; it''s',
  `email` varchar(200) CHARACTER SET ascii COLLATE ascii_bin DEFAULT NULL,
  `code` char(2) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin DEFAULT NULL,
  `bytes` varbinary(20) INVISIBLE DEFAULT NULL,
  `note` text DEFAULT NULL,
  `long_note` mediumtext COMPRESSED DEFAULT NULL,
  `state` enum('new','o,ld','it''s') NOT NULL DEFAULT 'new',
  `flags` set('a','b') DEFAULT NULL,
  `balance` decimal(10,2) NOT NULL DEFAULT 0.00 CHECK (`balance` >= 0),
  `payload` longtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin DEFAULT NULL CHECK (json_valid(`payload`)),
  `made` timestamp NOT NULL DEFAULT current_timestamp() ON UPDATE current_timestamp(),
  `seen` timestamp NULL DEFAULT NULL,
  `at` datetime(6) DEFAULT current_timestamp(6),
  `late` timestamp NOT NULL DEFAULT '2020-05-05 10:00:00',
  `upper_name` varchar(100) GENERATED ALWAYS AS (ucase(`name`)) VIRTUAL,
  `twice` decimal(12,2) GENERATED ALWAYS AS (`balance` * 2) STORED,
  `no` bigint(20) DEFAULT nextval(`invoice_numbers`),
  `ip` inet6 DEFAULT NULL,
  `token` uuid DEFAULT uuid(),
  `manager` bigint(20) unsigned DEFAULT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `a_code` (`code`,`name`(10)) USING BTREE,
  UNIQUE KEY `z_email` (`email`),
  KEY `ignored` (`seen`) IGNORED,
  KEY `m_name` (`name` DESC,`id`) COMMENT 'by name',
  KEY `managed` (`manager`),
  FULLTEXT KEY `words` (`note`),
  CONSTRAINT `short_name` CHECK (char_length(`name`) < 100 and `name` <> 'a;b'),
  CONSTRAINT `managed` FOREIGN KEY (`manager`) REFERENCES `users` (`id`) ON DELETE SET NULL ON UPDATE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci ROW_FORMAT=DYNAMIC COMMENT='people; all of them';

CREATE TABLE `all_old` (
  `id` int(11) DEFAULT NULL
) ENGINE=MRG_MyISAM DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci INSERT_METHOD=LAST UNION=(`old_engine`);

DELIMITER $$
CREATE FUNCTION `all_users`() RETURNS int(11)
    READS SQL DATA
BEGIN
  -- how many; it isn't much
  RETURN (SELECT count(*) FROM z_names);
END$$
DELIMITER ;

DELIMITER $$
CREATE AGGREGATE FUNCTION `summed`(n int) RETURNS int(11)
BEGIN
  DECLARE total int DEFAULT 0;
  DECLARE CONTINUE HANDLER FOR NOT FOUND RETURN total;
  LOOP FETCH GROUP NEXT ROW; SET total = total + n; END LOOP;
END$$
DELIMITER ;

DELIMITER $$
CREATE FUNCTION `twice`(n int) RETURNS int(11)
    NO SQL
    DETERMINISTIC
    COMMENT 'n; n'
RETURN n * 2$$
DELIMITER ;

SET sql_mode = 'PIPES_AS_CONCAT,ANSI_QUOTES';
DELIMITER $$
CREATE PROCEDURE "ansi"()
BEGIN SELECT "id" || 'x' FROM "users"; END$$
DELIMITER ;
SET sql_mode = 'STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_AUTO_CREATE_USER,NO_ENGINE_SUBSTITUTION';

DELIMITER //
CREATE PROCEDURE `clean`(IN most int, OUT gone int, INOUT name varchar(10) CHARACTER SET latin1)
    MODIFIES SQL DATA
    SQL SECURITY INVOKER
    COMMENT 'it''s'
BEGIN
  DELETE FROM users WHERE id > most; # all $$ of them
  SET gone = row_count();
END//
DELIMITER ;

CREATE PROCEDURE `simple one`()
SELECT 1;

SET sql_mode = 'PIPES_AS_CONCAT,ANSI_QUOTES,IGNORE_SPACE,ORACLE,NO_KEY_OPTIONS,NO_TABLE_OPTIONS,NO_FIELD_OPTIONS,NO_AUTO_CREATE_USER,SIMULTANEOUS_ASSIGNMENT';
DELIMITER $$
CREATE PACKAGE "pack" AS
  FUNCTION one RETURN int;
END$$
DELIMITER ;
SET sql_mode = 'STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_AUTO_CREATE_USER,NO_ENGINE_SUBSTITUTION';

SET sql_mode = 'PIPES_AS_CONCAT,ANSI_QUOTES,IGNORE_SPACE,ORACLE,NO_KEY_OPTIONS,NO_TABLE_OPTIONS,NO_FIELD_OPTIONS,NO_AUTO_CREATE_USER,SIMULTANEOUS_ASSIGNMENT';
DELIMITER $$
CREATE PACKAGE BODY "pack" AS
  FUNCTION one RETURN int AS BEGIN RETURN 1; END;
END$$
DELIMITER ;
SET sql_mode = 'STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_AUTO_CREATE_USER,NO_ENGINE_SUBSTITUTION';

CREATE ALGORITHM=UNDEFINED SQL SECURITY DEFINER VIEW `b_unused` AS
select 'it\'s; -- "no" comment' AS `text`,
  json_value('{"a":1}','$.a') AS `v`,
  cast(1 as char charset utf8mb4) AS `c`,
  interval(1,2) AS `i`,
  '2020-01-01' + interval 1 day AS `d`;

CREATE ALGORITHM=UNDEFINED SQL SECURITY DEFINER VIEW `counted` AS
select `u`.`state` AS `kind`,
  count(0) AS `n`
from (`users` `u` left join `orgs` `o` on(`o`.`id` = `u`.`id`))
group by `u`.`state`
having count(0) > 1
union all select 'x' AS `x`,
  1 AS `1`
limit 10;

CREATE ALGORITHM=UNDEFINED SQL SECURITY DEFINER VIEW `recursed` AS
with recursive n as (select 1 AS `i` union all select `n`.`i` + 1 AS `i + 1` from `n` where `n`.`i` < 5)select `n`.`i` AS `i`,
  row_number() over ( order by `n`.`i`) AS `r`
from `n`;

CREATE ALGORITHM=UNDEFINED SQL SECURITY DEFINER VIEW `z_names` AS
select `users`.`id` AS `id`,
  `users`.`name` AS `name`,
  `twice`(`users`.`id`) AS `two`
from `users`
where `users`.`state` = 'new'
order by `users`.`name`;

CREATE ALGORITHM=MERGE SQL SECURITY INVOKER VIEW `a_names` AS
select `z`.`id` AS `id`,
  `z`.`name` AS `the name`
from (`z_names` `z` join `members` `m` on(`m`.`id` = `z`.`id`))
WITH CASCADED CHECK OPTION;

CREATE ALGORITHM=UNDEFINED SQL SECURITY DEFINER VIEW `a_uses_function` AS
select `all_users`() AS `n`;

CREATE TRIGGER `after_all` AFTER DELETE ON `users` FOR EACH ROW INSERT INTO checked VALUES (OLD.id);

DELIMITER $$
CREATE TRIGGER `first` BEFORE INSERT ON `users` FOR EACH ROW BEGIN SET NEW.code = 'x'; END$$
DELIMITER ;

CREATE TRIGGER `second` BEFORE INSERT ON `users` FOR EACH ROW FOLLOWS `first` SET NEW.name = trim(NEW.name);

SET time_zone = 'SYSTEM';
DELIMITER $$
CREATE EVENT `hourly` ON SCHEDULE EVERY 2 HOUR ENDS '2035-01-01 00:00:00' ON COMPLETION NOT PRESERVE ENABLE DO BEGIN DELETE FROM checked; DELETE FROM old_engine; END$$
DELIMITER ;
SET time_zone = '+00:00';

SET time_zone = 'SYSTEM';
CREATE EVENT `nightly` ON SCHEDULE EVERY 1 DAY STARTS '2030-01-01 03:00:00' ON COMPLETION PRESERVE DISABLE COMMENT 'at night' DO DELETE FROM checked;
SET time_zone = '+00:00';

SET time_zone = '+02:00';
CREATE EVENT `once` ON SCHEDULE AT '2034-01-01 00:00:00' ON COMPLETION NOT PRESERVE DISABLE DO SELECT 1;
SET time_zone = '+00:00';
