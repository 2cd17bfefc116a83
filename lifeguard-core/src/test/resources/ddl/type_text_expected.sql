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
-- cockroachdb
CREATE TABLE "t" (
    "c" text
);
-- yugabytedb
CREATE TABLE "t" (
    "c" text
);
-- mariadb
CREATE TABLE `t` (
    `c` LONGTEXT
);
