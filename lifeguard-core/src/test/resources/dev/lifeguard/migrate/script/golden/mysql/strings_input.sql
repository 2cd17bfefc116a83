SELECT 'it\'s;', "it\"s;", 'it''s;', "it""s;", 'a\\';
SELECT `a;b``c`, 'a' 'b;', _utf8'x;', N'y;', X'1F', \N;
SELECT 'a'
'b\';c';
SET SESSION sql_mode = 'ANSI_QUOTES,NO_BACKSLASH_ESCAPES';
SELECT "a\";
SELECT 'a\'; SELECT 1;
/*!40101 SET @OLD_SQL_MODE=@@SQL_MODE, SQL_MODE='NO_AUTO_VALUE_ON_ZERO' */;
SELECT "a\";", 'a\';';
SET sql_mode = CONCAT(@@sql_mode, ',NO_BACKSLASH_ESCAPES');
SELECT 'a\'; SELECT "b\";
SET @@session.sql_mode := REPLACE(@@sql_mode, 'NO_BACKSLASH_ESCAPES', '');
SELECT 'a\';';
SET GLOBAL sql_mode = 'ANSI', sql_mode = 'ANSI';
SELECT "a\"; SELECT 'b\';';
/*!40101 SET SQL_MODE=@OLD_SQL_MODE */;
SELECT "a\";"
