# a; 'b
SELECT 1 # c; d
 + 2; -- e; "f
--	g;
SELECT 5--1; SELECT 5-- 1;
;
SELECT /*+ NO_ICP(t) */ 1 /* ; /* */;
/*!40101 SET NAMES utf8mb4 */;
/*!50003 CREATE*/ /*!50017 DEFINER=`root`@`%`*/ /*!50003 TRIGGER t BEFORE INSERT ON x FOR EACH ROW
BEGIN SET NEW.a = '*/'; SET NEW.b = 2; END */;
/*M!100100 SET a = 1; */;
SELECT 4 /*!*/ * /*!80000 2 */;
/* only prose */
--
SELECT 6;
--
