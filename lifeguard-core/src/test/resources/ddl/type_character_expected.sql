-- postgresql
CREATE TABLE "t" (
    "c" char(3)
);
-- h2
CREATE TABLE t (
    c CHAR(3)
);
-- sqlite
CREATE TABLE "t" (
    "c" TEXT CHECK (length("c") <= 3)
);
-- cockroachdb
CREATE TABLE "t" (
    "c" char(3)
);
-- yugabytedb
CREATE TABLE "t" (
    "c" char(3)
);
-- mariadb
CREATE TABLE `t` (
    `c` CHAR(3)
);
