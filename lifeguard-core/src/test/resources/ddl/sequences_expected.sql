-- postgresql
CREATE SEQUENCE "numbers" START WITH 5 INCREMENT BY 2;
CREATE SEQUENCE IF NOT EXISTS "numbers" START WITH 1 INCREMENT BY 1;
CREATE SEQUENCE "down" START WITH -1 INCREMENT BY -1;
DROP SEQUENCE "numbers";
DROP SEQUENCE IF EXISTS "numbers";
-- h2
CREATE SEQUENCE numbers START WITH 5 INCREMENT BY 2;
CREATE SEQUENCE IF NOT EXISTS numbers START WITH 1 INCREMENT BY 1;
CREATE SEQUENCE down START WITH -1 INCREMENT BY -1;
DROP SEQUENCE numbers;
DROP SEQUENCE IF EXISTS numbers;
-- sqlite
-- refused: LG-302 "numbers" needs sequences, which SQLite does not have. Number a column with identity().
-- refused: LG-302 "numbers" needs sequences, which SQLite does not have. Number a column with identity().
-- refused: LG-302 "down" needs sequences, which SQLite does not have. Number a column with identity().
-- refused: LG-302 "numbers" needs sequences, which SQLite does not have. Leave it out.
-- refused: LG-302 "numbers" needs sequences, which SQLite does not have. Leave it out.
-- cockroachdb
CREATE SEQUENCE "numbers" START WITH 5 INCREMENT BY 2;
CREATE SEQUENCE IF NOT EXISTS "numbers" START WITH 1 INCREMENT BY 1;
CREATE SEQUENCE "down" START WITH -1 INCREMENT BY -1;
DROP SEQUENCE "numbers";
DROP SEQUENCE IF EXISTS "numbers";
-- yugabytedb
CREATE SEQUENCE "numbers" START WITH 5 INCREMENT BY 2;
CREATE SEQUENCE IF NOT EXISTS "numbers" START WITH 1 INCREMENT BY 1;
CREATE SEQUENCE "down" START WITH -1 INCREMENT BY -1;
DROP SEQUENCE "numbers";
DROP SEQUENCE IF EXISTS "numbers";
-- mariadb
CREATE SEQUENCE `numbers` START WITH 5 INCREMENT BY 2;
CREATE SEQUENCE IF NOT EXISTS `numbers` START WITH 1 INCREMENT BY 1;
CREATE SEQUENCE `down` START WITH -1 INCREMENT BY -1;
DROP SEQUENCE `numbers`;
DROP SEQUENCE IF EXISTS `numbers`;
