-- postgresql
CREATE TABLE "t" (
    "c" varchar(40)
);
-- h2
CREATE TABLE t (
    c VARCHAR(40)
);
-- sqlite
CREATE TABLE "t" (
    "c" TEXT CHECK (length("c") <= 40)
);
-- cockroachdb
CREATE TABLE "t" (
    "c" varchar(40)
);
-- yugabytedb
CREATE TABLE "t" (
    "c" varchar(40)
);
-- mariadb
CREATE TABLE `t` (
    `c` VARCHAR(40)
);
