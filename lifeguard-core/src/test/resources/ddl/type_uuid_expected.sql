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
-- mariadb
CREATE TABLE `t` (
    `c` UUID
);
