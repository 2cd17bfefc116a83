-- postgresql
CREATE TABLE "t" (
    "c" boolean
);
-- h2
CREATE TABLE t (
    c BOOLEAN
);
-- sqlite
CREATE TABLE "t" (
    "c" INTEGER CHECK ("c" IN (0, 1))
);
-- cockroachdb
CREATE TABLE "t" (
    "c" boolean
);
-- yugabytedb
CREATE TABLE "t" (
    "c" boolean
);
-- mariadb
CREATE TABLE `t` (
    `c` BOOLEAN
);
