-- postgresql
CREATE TABLE "t" (
    "n" integer,
    CONSTRAINT "t_one" UNIQUE NULLS NOT DISTINCT ("n")
);
CREATE UNIQUE INDEX "t_two" ON "t" ("n") NULLS NOT DISTINCT;
-- h2
CREATE TABLE t (
    n INTEGER,
    CONSTRAINT t_one UNIQUE NULLS NOT DISTINCT (n)
);
CREATE UNIQUE NULLS NOT DISTINCT INDEX t_two ON t (n);
-- sqlite
-- refused: LG-302 "t_one" needs NULLS NOT DISTINCT, which SQLite does not have. Leave it out.
-- refused: LG-302 "t_two" needs the part nulls not distinct of an index, which SQLite does not have. Leave it out.
-- cockroachdb
-- refused: LG-302 "t_one" needs NULLS NOT DISTINCT, which CockroachDB does not have. Leave it out.
-- refused: LG-302 "t_two" needs the part nulls not distinct of an index, which CockroachDB does not have. Leave it out.
-- yugabytedb
-- refused: LG-302 "t_one" needs NULLS NOT DISTINCT, which YugabyteDB does not have. Leave it out.
-- refused: LG-302 "t_two" needs the part nulls not distinct of an index, which YugabyteDB does not have. Leave it out.
-- mariadb
-- refused: LG-302 "t_one" needs NULLS NOT DISTINCT, which MariaDB does not have. Leave it out.
-- refused: LG-302 "t_two" needs the part nulls not distinct of an index, which MariaDB does not have. Leave it out.
