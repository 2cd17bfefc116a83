-- postgresql
CREATE TABLE "t" (
    "n" integer
);
ALTER TABLE "t" ADD CONSTRAINT "t_apart" EXCLUDE USING gist (box(point(n, n), point(n, n)) WITH &&) WHERE (n > 0);
ALTER TABLE "t" ADD CONSTRAINT "t_once" UNIQUE ("n") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "t" ADD CONSTRAINT "t_late" CHECK (n > 0) NOT VALID;
ALTER TABLE "t" VALIDATE CONSTRAINT "t_late";
-- h2
CREATE TABLE t (
    n INTEGER
);
-- refused: LG-302 "t_apart" needs exclusion constraints, which H2 does not have. Check it in a trigger.
-- refused: LG-302 "t_once" needs INITIALLY DEFERRED, which H2 does not have. Leave it out.
-- refused: LG-302 "t_late" needs NOT VALID, which H2 does not have. Leave it out.
-- refused: LG-302 "t_late" needs constraints that are validated later, which H2 does not have. Leave this out.
-- sqlite
CREATE TABLE "t" (
    "n" INTEGER
);
-- refused: LG-302 "t_apart" needs ADD CONSTRAINT, which SQLite does not have. Make a new table, copy the rows and rename it.
-- refused: LG-302 "t_once" needs ADD CONSTRAINT, which SQLite does not have. Make a new table, copy the rows and rename it.
-- refused: LG-302 "t_late" needs ADD CONSTRAINT, which SQLite does not have. Make a new table, copy the rows and rename it.
-- refused: LG-302 "t_late" needs constraints that are validated later, which SQLite does not have. Leave this out.
-- cockroachdb
CREATE TABLE "t" (
    "n" integer
);
-- refused: LG-302 "t_apart" needs exclusion constraints, which CockroachDB does not have. Check it in a trigger.
-- refused: LG-302 "t_once" needs INITIALLY DEFERRED, which CockroachDB does not have. Leave it out.
ALTER TABLE "t" ADD CONSTRAINT "t_late" CHECK (n > 0) NOT VALID;
ALTER TABLE "t" VALIDATE CONSTRAINT "t_late";
-- yugabytedb
CREATE TABLE "t" (
    "n" integer
);
-- refused: LG-302 "t_apart" needs exclusion constraints, which YugabyteDB does not have. Check it in a trigger.
ALTER TABLE "t" ADD CONSTRAINT "t_once" UNIQUE ("n") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "t" ADD CONSTRAINT "t_late" CHECK (n > 0) NOT VALID;
ALTER TABLE "t" VALIDATE CONSTRAINT "t_late";
-- mariadb
CREATE TABLE `t` (
    `n` INT
);
-- refused: LG-302 "t_apart" needs exclusion constraints, which MariaDB does not have. Check it in a trigger.
-- refused: LG-302 "t_once" needs INITIALLY DEFERRED, which MariaDB does not have. Leave it out.
-- refused: LG-302 "t_late" needs NOT VALID, which MariaDB does not have. Leave it out.
-- refused: LG-302 "t_late" needs constraints that are validated later, which MariaDB does not have. Leave this out.
