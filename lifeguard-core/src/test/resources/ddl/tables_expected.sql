-- postgresql
CREATE TABLE "t" (
    "n" integer
);
CREATE TABLE IF NOT EXISTS "t" (
    "n" integer
);
-- refused: LG-302 "none" has no column. Give it at least one.
ALTER TABLE "t" RENAME TO "u";
DROP TABLE "u";
DROP TABLE IF EXISTS "u" CASCADE;
-- h2
CREATE TABLE t (
    n INTEGER
);
CREATE TABLE IF NOT EXISTS t (
    n INTEGER
);
-- refused: LG-302 "none" has no column. Give it at least one.
ALTER TABLE t RENAME TO u;
DROP TABLE u;
DROP TABLE IF EXISTS u CASCADE;
-- sqlite
CREATE TABLE "t" (
    "n" INTEGER
);
CREATE TABLE IF NOT EXISTS "t" (
    "n" INTEGER
);
-- refused: LG-302 "none" has no column. Give it at least one.
ALTER TABLE "t" RENAME TO "u";
DROP TABLE "u";
-- refused: LG-302 "a table" needs DROP … CASCADE, which SQLite does not have. Drop what depends on it first.
-- cockroachdb
CREATE TABLE "t" (
    "n" integer
);
CREATE TABLE IF NOT EXISTS "t" (
    "n" integer
);
-- refused: LG-302 "none" has no column. Give it at least one.
ALTER TABLE "t" RENAME TO "u";
DROP TABLE "u";
DROP TABLE IF EXISTS "u" CASCADE;
-- yugabytedb
CREATE TABLE "t" (
    "n" integer
);
CREATE TABLE IF NOT EXISTS "t" (
    "n" integer
);
-- refused: LG-302 "none" has no column. Give it at least one.
ALTER TABLE "t" RENAME TO "u";
DROP TABLE "u";
DROP TABLE IF EXISTS "u" CASCADE;
-- mariadb
CREATE TABLE `t` (
    `n` INT
);
CREATE TABLE IF NOT EXISTS `t` (
    `n` INT
);
-- refused: LG-302 "none" has no column. Give it at least one.
ALTER TABLE `t` RENAME TO `u`;
DROP TABLE `u`;
-- refused: LG-302 "a table" needs DROP … CASCADE, which MariaDB does not have. Drop what depends on it first.
