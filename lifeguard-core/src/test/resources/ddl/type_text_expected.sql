-- postgresql
CREATE TABLE "t" (
    "c" text
);
-- h2
CREATE TABLE t (
    c CHARACTER LARGE OBJECT
);
-- sqlite
CREATE TABLE "t" (
    "c" TEXT
);
-- mariadb
CREATE TABLE `t` (
    `c` LONGTEXT
);
