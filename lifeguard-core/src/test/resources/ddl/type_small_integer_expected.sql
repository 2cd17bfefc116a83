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
-- cockroachdb
CREATE TABLE "t" (
    "c" smallint
);
-- yugabytedb
CREATE TABLE "t" (
    "c" smallint
);
-- mariadb
CREATE TABLE `t` (
    `c` SMALLINT
);
