-- postgresql
CREATE TABLE "t" (
    "c" integer[]
);
-- h2
CREATE TABLE t (
    c INTEGER ARRAY
);
-- sqlite
-- refused: LG-302 "c" needs arrays, which SQLite does not have. Use json().
-- cockroachdb
CREATE TABLE "t" (
    "c" integer[]
);
-- yugabytedb
CREATE TABLE "t" (
    "c" integer[]
);
-- mariadb
-- refused: LG-302 "c" needs arrays, which MariaDB does not have. Use json().
