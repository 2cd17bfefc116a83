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
-- mariadb
CREATE TABLE `t` (
    `c` TIME(6)
);
