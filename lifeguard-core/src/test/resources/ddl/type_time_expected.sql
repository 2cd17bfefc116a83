-- postgresql
CREATE TABLE "t" (
    "c" time
);
-- h2
CREATE TABLE t (
    c TIME(6)
);
-- sqlite
CREATE TABLE "t" (
    "c" TEXT
);
-- cockroachdb
CREATE TABLE "t" (
    "c" time
);
-- yugabytedb
CREATE TABLE "t" (
    "c" time
);
-- mariadb
CREATE TABLE `t` (
    `c` TIME(6)
);
