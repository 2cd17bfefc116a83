-- postgresql
CREATE TABLE "t" (
    "c" integer
);
-- h2
CREATE TABLE t (
    c INTEGER
);
-- sqlite
CREATE TABLE "t" (
    "c" INTEGER
);
-- mariadb
CREATE TABLE `t` (
    `c` INT
);
