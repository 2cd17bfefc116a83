-- postgresql
CREATE TABLE "t" (
    "c" numeric(12, 2)
);
-- h2
CREATE TABLE t (
    c DECIMAL(12, 2)
);
-- sqlite
-- refused: LG-302 "c" needs exact decimals, which SQLite does not have. Store whole cents in a bigInteger().
-- cockroachdb
CREATE TABLE "t" (
    "c" numeric(12, 2)
);
-- yugabytedb
CREATE TABLE "t" (
    "c" numeric(12, 2)
);
-- mariadb
CREATE TABLE `t` (
    `c` DECIMAL(12, 2)
);
