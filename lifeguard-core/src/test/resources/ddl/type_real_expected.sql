-- postgresql
CREATE TABLE "t" (
    "c" real
);
-- h2
CREATE TABLE t (
    c REAL
);
-- sqlite
CREATE TABLE "t" (
    "c" REAL
);
-- cockroachdb
CREATE TABLE "t" (
    "c" real
);
-- yugabytedb
CREATE TABLE "t" (
    "c" real
);
-- mariadb
CREATE TABLE `t` (
    `c` FLOAT
);
