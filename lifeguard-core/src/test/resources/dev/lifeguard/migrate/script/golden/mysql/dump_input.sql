/*M!999999\- enable the sandbox mode */ 
-- MariaDB dump 10.19  Distrib 11.4.5-MariaDB, for debian-linux-gnu (x86_64)
--
-- Host: localhost    Database: shop
-- ------------------------------------------------------

/*!40101 SET @OLD_CHARACTER_SET_CLIENT=@@CHARACTER_SET_CLIENT */;
/*!40103 SET TIME_ZONE='+00:00' */;
DROP TABLE IF EXISTS `t`;
/*!50503 SET character_set_client = utf8mb4 */;
CREATE TABLE `t` (
  `a;` int DEFAULT NULL COMMENT 'it''s; \'x'
) ENGINE=InnoDB;
LOCK TABLES `t` WRITE;
/*!40000 ALTER TABLE `t` DISABLE KEYS */;
INSERT INTO `t` VALUES (1),(2),('a\'b;c\\');
UNLOCK TABLES;
/*!50003 SET sql_mode              = 'STRICT_TRANS_TABLES' */ ;
DELIMITER ;;
/*!50003 CREATE*/ /*!50017 DEFINER=`root`@`localhost`*/ /*!50003 TRIGGER `t_insert` BEFORE INSERT ON `t`
FOR EACH ROW BEGIN
  IF NEW.a IS NULL THEN SET NEW.a = 1; END IF;
END */;;
DELIMITER ;
LOAD DATA LOCAL INFILE 'x;y' INTO TABLE t;
/*!40101 SET CHARACTER_SET_CLIENT=@OLD_CHARACTER_SET_CLIENT */;

-- Dump completed on 2026-01-01  0:00:00
