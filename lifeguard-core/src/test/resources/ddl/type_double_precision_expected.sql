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
-- mariadb
CREATE TABLE `t` (
    `c` DOUBLE
);
