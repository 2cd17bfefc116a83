-- postgresql
CREATE TABLE "t" (
    "c" timestamptz
);
-- h2
CREATE TABLE t (
    c TIMESTAMP(6) WITH TIME ZONE
);
-- sqlite
CREATE TABLE "t" (
    "c" TEXT
);
-- cockroachdb
CREATE TABLE "t" (
    "c" timestamptz
);
-- yugabytedb
CREATE TABLE "t" (
    "c" timestamptz
);
-- mariadb
-- refused: LG-302 "c" needs moments beyond the year 2038, which MariaDB does not have. Use timestamp() and write UTC, or named("TIMESTAMP(6)").
