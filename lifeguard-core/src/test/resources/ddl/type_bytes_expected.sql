-- postgresql
CREATE TABLE "t" (
    "c" bytea
);
-- h2
CREATE TABLE t (
    c BINARY LARGE OBJECT
);
-- sqlite
CREATE TABLE "t" (
    "c" BLOB
);
-- mariadb
CREATE TABLE `t` (
    `c` LONGBLOB
);
