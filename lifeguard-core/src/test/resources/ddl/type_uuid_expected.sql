-- postgresql
CREATE TABLE "t" (
    "c" uuid
);
-- h2
CREATE TABLE t (
    c UUID
);
-- sqlite
CREATE TABLE "t" (
    "c" TEXT
);
-- cockroachdb
CREATE TABLE "t" (
    "c" uuid
);
-- yugabytedb
CREATE TABLE "t" (
    "c" uuid
);
-- mariadb
CREATE TABLE `t` (
    `c` UUID
);
