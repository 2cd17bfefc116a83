-- postgresql
CREATE TABLE "t" (
    "c" interval
);
-- h2
-- refused: LG-302 "c" needs intervals of months and seconds at once, which H2 does not have. Use named("INTERVAL DAY TO SECOND").
-- sqlite
-- refused: LG-302 "c" needs intervals, which SQLite does not have. Store seconds in a bigInteger().
-- cockroachdb
CREATE TABLE "t" (
    "c" interval
);
-- yugabytedb
CREATE TABLE "t" (
    "c" interval
);
-- mariadb
-- refused: LG-302 "c" needs intervals, which MariaDB does not have. Store seconds in a bigInteger().
