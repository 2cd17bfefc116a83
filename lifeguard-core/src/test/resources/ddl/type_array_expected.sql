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
-- mariadb
-- refused: LG-302 "c" needs arrays, which MariaDB does not have. Use json().
