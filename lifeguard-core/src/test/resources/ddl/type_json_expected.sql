-- postgresql
CREATE TABLE "t" (
    "c" json
);
-- h2
CREATE TABLE t (
    c JSON
);
-- sqlite
CREATE TABLE "t" (
    "c" TEXT
);
-- cockroachdb
CREATE TABLE "t" (
    "c" json
);
-- yugabytedb
CREATE TABLE "t" (
    "c" json
);
-- mariadb
CREATE TABLE `t` (
    `c` JSON
);
