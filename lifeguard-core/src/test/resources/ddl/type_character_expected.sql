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
-- mariadb
CREATE TABLE `t` (
    `c` CHAR(3)
);
