-- postgresql
CREATE TABLE "t" (
    "c" double precision
);
-- h2
CREATE TABLE t (
    c DOUBLE PRECISION
);
-- sqlite
CREATE TABLE "t" (
    "c" REAL
);
-- cockroachdb
CREATE TABLE "t" (
    "c" double precision
);
-- yugabytedb
CREATE TABLE "t" (
    "c" double precision
);
-- mariadb
CREATE TABLE `t` (
    `c` DOUBLE
);
