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
-- cockroachdb
CREATE TABLE "t" (
    "c" bytea
);
-- yugabytedb
CREATE TABLE "t" (
    "c" bytea
);
-- mariadb
CREATE TABLE `t` (
    `c` LONGBLOB
);
