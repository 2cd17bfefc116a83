-- postgresql
CREATE TYPE "mood" AS ENUM ('sad', 'so so');
CREATE TABLE "t" (
    "c" "mood"
);
ALTER TYPE "mood" ADD VALUE 'glad';
DROP TABLE "t";
DROP TYPE "mood";
-- h2
CREATE TABLE t (
    c ENUM ('sad', 'so so')
);
-- refused: LG-302 "mood" needs types of names of their own, which H2 does not have. Change the column's type to the longer list.
DROP TABLE t;
-- sqlite
CREATE TABLE "t" (
    "c" TEXT CHECK ("c" IN ('sad', 'so so'))
);
-- refused: LG-302 "mood" needs types of names of their own, which SQLite does not have. Change the column's type to the longer list.
DROP TABLE "t";
-- cockroachdb
CREATE TYPE "mood" AS ENUM ('sad', 'so so');
CREATE TABLE "t" (
    "c" "mood"
);
ALTER TYPE "mood" ADD VALUE 'glad';
DROP TABLE "t";
DROP TYPE "mood";
-- yugabytedb
CREATE TYPE "mood" AS ENUM ('sad', 'so so');
CREATE TABLE "t" (
    "c" "mood"
);
ALTER TYPE "mood" ADD VALUE 'glad';
DROP TABLE "t";
DROP TYPE "mood";
-- mariadb
CREATE TABLE `t` (
    `c` ENUM ('sad', 'so so')
);
-- refused: LG-302 "mood" needs types of names of their own, which MariaDB does not have. Change the column's type to the longer list.
DROP TABLE `t`;
