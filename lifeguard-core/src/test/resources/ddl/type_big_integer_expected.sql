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
-- cockroachdb
CREATE TABLE "t" (
    "c" bigint
);
-- yugabytedb
CREATE TABLE "t" (
    "c" bigint
);
-- mariadb
CREATE TABLE `t` (
    `c` BIGINT
);
