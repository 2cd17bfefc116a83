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
-- mariadb
CREATE TABLE `t` (
    `c` DATE
);
