-- postgresql
CREATE TABLE "t" (
    "d" varchar(9)
);
CREATE TABLE "u" (
    "c" varchar(9) COLLATE "C"
);
ALTER TABLE "t" ADD COLUMN "c" varchar(9) COLLATE "C";
ALTER TABLE "t" ALTER COLUMN "d" TYPE varchar(9) COLLATE "C";
CREATE INDEX "t_c" ON "t" ("d" COLLATE "C");
-- h2
CREATE TABLE t (
    d VARCHAR(9)
);
-- refused: LG-302 "C" needs collations of a column, which H2 does not have. Set the collation of the database.
-- refused: LG-302 "C" needs collations of a column, which H2 does not have. Set the collation of the database.
-- refused: LG-302 "C" needs collations of a column, which H2 does not have. Set the collation of the database.
-- refused: LG-302 "C" needs collations of a column, which H2 does not have. Set the collation of the database.
-- sqlite
CREATE TABLE "t" (
    "d" TEXT CHECK (length("d") <= 9)
);
CREATE TABLE "u" (
    "c" TEXT CHECK (length("c") <= 9) COLLATE "NOCASE"
);
ALTER TABLE "t" ADD COLUMN "c" TEXT CHECK (length("c") <= 9) COLLATE "NOCASE";
-- refused: LG-302 "t.d" needs ALTER COLUMN, which SQLite does not have. Make a new table, copy the rows and rename it.
CREATE INDEX "t_c" ON "t" ("d" COLLATE "NOCASE");
-- cockroachdb
CREATE TABLE "t" (
    "d" varchar(9)
);
CREATE TABLE "u" (
    "c" varchar(9) COLLATE "C"
);
ALTER TABLE "t" ADD COLUMN "c" varchar(9) COLLATE "C";
ALTER TABLE "t" ALTER COLUMN "d" TYPE varchar(9) COLLATE "C";
CREATE INDEX "t_c" ON "t" ("d" COLLATE "C");
-- yugabytedb
CREATE TABLE "t" (
    "d" varchar(9)
);
CREATE TABLE "u" (
    "c" varchar(9) COLLATE "C"
);
ALTER TABLE "t" ADD COLUMN "c" varchar(9) COLLATE "C";
ALTER TABLE "t" ALTER COLUMN "d" TYPE varchar(9) COLLATE "C";
CREATE INDEX "t_c" ON "t" ("d" COLLATE "C");
-- mariadb
CREATE TABLE `t` (
    `d` VARCHAR(9)
);
CREATE TABLE `u` (
    `c` VARCHAR(9) COLLATE utf8mb4_bin
);
ALTER TABLE `t` ADD COLUMN `c` VARCHAR(9) COLLATE utf8mb4_bin;
ALTER TABLE `t` MODIFY COLUMN `d` VARCHAR(9) COLLATE utf8mb4_bin;
-- refused: LG-302 "t_c" needs the part collation of an index, which MariaDB does not have. Leave it out.
