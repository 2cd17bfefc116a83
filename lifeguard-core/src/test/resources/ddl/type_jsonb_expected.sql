-- postgresql
CREATE TABLE "t" (
    "c" jsonb
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
    "c" jsonb
);
-- yugabytedb
CREATE TABLE "t" (
    "c" jsonb
);
-- mariadb
CREATE TABLE `t` (
    `c` JSON
);
