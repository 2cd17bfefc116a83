-- postgresql
CREATE TABLE "t" (
    "c" bigint
);
-- h2
CREATE TABLE t (
    c BIGINT
);
-- sqlite
CREATE TABLE "t" (
    "c" INTEGER
);
-- mariadb
CREATE TABLE `t` (
    `c` BIGINT
);
