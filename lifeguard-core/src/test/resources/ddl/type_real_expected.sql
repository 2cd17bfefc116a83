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
-- mariadb
CREATE TABLE `t` (
    `c` FLOAT
);
