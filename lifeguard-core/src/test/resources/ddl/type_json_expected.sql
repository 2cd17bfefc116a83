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
-- mariadb
CREATE TABLE `t` (
    `c` JSON
);
