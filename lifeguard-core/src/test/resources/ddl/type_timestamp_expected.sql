-- postgresql
CREATE TABLE "t" (
    "c" timestamp
);
-- h2
CREATE TABLE t (
    c TIMESTAMP(6)
);
-- sqlite
CREATE TABLE "t" (
    "c" TEXT
);
-- cockroachdb
CREATE TABLE "t" (
    "c" timestamp
);
-- yugabytedb
CREATE TABLE "t" (
    "c" timestamp
);
-- mariadb
CREATE TABLE `t` (
    `c` DATETIME(6)
);
