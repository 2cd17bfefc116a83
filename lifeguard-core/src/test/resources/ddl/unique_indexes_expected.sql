-- postgresql
CREATE TABLE "t" (
    "n" integer,
    "c" varchar(9)
);
CREATE UNIQUE INDEX "t_once" ON "t" ("n") INCLUDE ("c");
CREATE INDEX "t_tree" ON "t" USING btree ("n");
CREATE UNIQUE INDEX "t_part" ON "t" ("n") WHERE n > 0;
CREATE UNIQUE INDEX "t_expr" ON "t" ((n + 1));
ALTER TABLE "t" RENAME TO "u";
DROP TABLE "u" CASCADE;
-- h2
CREATE TABLE t (
    n INTEGER,
    c VARCHAR(9)
);
CREATE UNIQUE INDEX t_once ON t (n) INCLUDE (c);
-- refused: LG-302 "t_tree" needs the part method of an index, which H2 does not have. Leave it out.
-- refused: LG-302 "t_part" needs the part where of an index, which H2 does not have. Leave it out.
-- refused: LG-302 "t_expr" needs the part expression of an index, which H2 does not have. Leave it out.
ALTER TABLE t RENAME TO u;
DROP TABLE u CASCADE;
-- sqlite
CREATE TABLE "t" (
    "n" INTEGER,
    "c" TEXT CHECK (length("c") <= 9)
);
-- refused: LG-302 "t_once" needs the part include of an index, which SQLite does not have. Leave it out.
-- refused: LG-302 "t_tree" needs the part method of an index, which SQLite does not have. Leave it out.
CREATE UNIQUE INDEX "t_part" ON "t" ("n") WHERE n > 0;
CREATE UNIQUE INDEX "t_expr" ON "t" ((n + 1));
ALTER TABLE "t" RENAME TO "u";
-- refused: LG-302 "a table" needs DROP … CASCADE, which SQLite does not have. Drop what depends on it first.
-- cockroachdb
CREATE TABLE "t" (
    "n" integer,
    "c" varchar(9)
);
CREATE UNIQUE INDEX "t_once" ON "t" ("n") INCLUDE ("c");
CREATE INDEX "t_tree" ON "t" USING btree ("n");
CREATE UNIQUE INDEX "t_part" ON "t" ("n") WHERE n > 0;
CREATE UNIQUE INDEX "t_expr" ON "t" ((n + 1));
ALTER TABLE "t" RENAME TO "u";
DROP TABLE "u" CASCADE;
-- yugabytedb
CREATE TABLE "t" (
    "n" integer,
    "c" varchar(9)
);
CREATE UNIQUE INDEX "t_once" ON "t" ("n") INCLUDE ("c");
CREATE INDEX "t_tree" ON "t" USING btree ("n");
CREATE UNIQUE INDEX "t_part" ON "t" ("n") WHERE n > 0;
CREATE UNIQUE INDEX "t_expr" ON "t" ((n + 1));
ALTER TABLE "t" RENAME TO "u";
DROP TABLE "u" CASCADE;
-- mariadb
CREATE TABLE `t` (
    `n` INT,
    `c` VARCHAR(9)
);
-- refused: LG-302 "t_once" needs the part include of an index, which MariaDB does not have. Leave it out.
CREATE INDEX `t_tree` ON `t` (`n`) USING BTREE;
-- refused: LG-302 "t_part" needs the part where of an index, which MariaDB does not have. Leave it out.
-- refused: LG-302 "t_expr" needs the part expression of an index, which MariaDB does not have. Leave it out.
ALTER TABLE `t` RENAME TO `u`;
-- refused: LG-302 "a table" needs DROP … CASCADE, which MariaDB does not have. Drop what depends on it first.
