-- postgresql
CREATE TABLE "t" (
    "c" date
);
-- h2
CREATE TABLE t (
    c DATE
);
-- sqlite
CREATE TABLE "t" (
    "c" TEXT
);
-- cockroachdb
CREATE TABLE "t" (
    "c" date
);
-- yugabytedb
CREATE TABLE "t" (
    "c" date
);
-- mariadb
CREATE TABLE `t` (
    `c` DATE
);
