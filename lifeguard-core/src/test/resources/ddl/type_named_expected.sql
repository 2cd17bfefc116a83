-- postgresql
CREATE TABLE "t" (
    "c" integer
);
-- h2
CREATE TABLE t (
    c integer
);
-- sqlite
CREATE TABLE "t" (
    "c" integer
);
-- cockroachdb
CREATE TABLE "t" (
    "c" integer
);
-- yugabytedb
CREATE TABLE "t" (
    "c" integer
);
-- mariadb
CREATE TABLE `t` (
    `c` integer
);
