-- postgresql
CREATE TABLE "t" (
    "c" smallint
);
-- h2
CREATE TABLE t (
    c SMALLINT
);
-- sqlite
CREATE TABLE "t" (
    "c" INTEGER
);
-- mariadb
CREATE TABLE `t` (
    `c` SMALLINT
);
