-- Up migration
DELIMITER //
SET sql_mode = 'ANSI_QUOTES'//
SELECT 1; //
-- Down migration
SELECT "a\";"; SELECT 2;
