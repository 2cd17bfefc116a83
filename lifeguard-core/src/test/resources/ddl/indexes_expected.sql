-- postgresql
CREATE TABLE "t" (
    "n" integer,
    "c" varchar(9)
);
CREATE UNIQUE INDEX "t_n" ON "t" ("n");
CREATE UNIQUE INDEX IF NOT EXISTS "t_n" ON "t" ("n");
CREATE INDEX "t_down" ON "t" ("n" DESC);
CREATE INDEX "t_first" ON "t" ("n" NULLS FIRST);
CREATE INDEX "t_last" ON "t" ("n" NULLS LAST);
CREATE INDEX "t_low" ON "t" ((lower(c)));
CREATE INDEX "t_some" ON "t" ("n") WHERE n > 0;
CREATE INDEX "t_with" ON "t" ("n") INCLUDE ("c");
CREATE INDEX "t_hash" ON "t" USING hash ("n");
CREATE INDEX "t_ops" ON "t" ("c" text_ops);
CREATE INDEX CONCURRENTLY "t_free" ON "t" ("n");
DROP INDEX "t_n";
DROP INDEX IF EXISTS "t_n";
DROP INDEX CONCURRENTLY IF EXISTS "t_free";
-- h2
CREATE TABLE t (
    n INTEGER,
    c VARCHAR(9)
);
CREATE UNIQUE INDEX t_n ON t (n);
CREATE UNIQUE INDEX IF NOT EXISTS t_n ON t (n);
CREATE INDEX t_down ON t (n DESC);
CREATE INDEX t_first ON t (n NULLS FIRST);
CREATE INDEX t_last ON t (n NULLS LAST);
-- refused: LG-302 "t_low" needs the part expression of an index, which H2 does not have. Leave it out.
-- refused: LG-302 "t_some" needs the part where of an index, which H2 does not have. Leave it out.
-- refused: LG-302 "t_with" needs the part include of an index, which H2 does not have. Leave it out.
-- refused: LG-302 "t_hash" needs the part method of an index, which H2 does not have. Leave it out.
-- refused: LG-302 "t_ops" needs the part operator class of an index, which H2 does not have. Leave it out.
-- refused: LG-302 "t_free" needs the part concurrently of an index, which H2 does not have. Leave it out.
DROP INDEX t_n;
DROP INDEX IF EXISTS t_n;
-- refused: LG-302 "t_free" needs DROP INDEX CONCURRENTLY, which H2 does not have. Drop it without the option.
-- sqlite
CREATE TABLE "t" (
    "n" INTEGER,
    "c" TEXT CHECK (length("c") <= 9)
);
CREATE UNIQUE INDEX "t_n" ON "t" ("n");
CREATE UNIQUE INDEX IF NOT EXISTS "t_n" ON "t" ("n");
CREATE INDEX "t_down" ON "t" ("n" DESC);
-- refused: LG-302 "t_first" needs the part nulls order of an index, which SQLite does not have. Leave it out.
-- refused: LG-302 "t_last" needs the part nulls order of an index, which SQLite does not have. Leave it out.
CREATE INDEX "t_low" ON "t" ((lower(c)));
CREATE INDEX "t_some" ON "t" ("n") WHERE n > 0;
-- refused: LG-302 "t_with" needs the part include of an index, which SQLite does not have. Leave it out.
-- refused: LG-302 "t_hash" needs the part method of an index, which SQLite does not have. Leave it out.
-- refused: LG-302 "t_ops" needs the part operator class of an index, which SQLite does not have. Leave it out.
-- refused: LG-302 "t_free" needs the part concurrently of an index, which SQLite does not have. Leave it out.
DROP INDEX "t_n";
DROP INDEX IF EXISTS "t_n";
-- refused: LG-302 "t_free" needs DROP INDEX CONCURRENTLY, which SQLite does not have. Drop it without the option.
-- cockroachdb
CREATE TABLE "t" (
    "n" integer,
    "c" varchar(9)
);
CREATE UNIQUE INDEX "t_n" ON "t" ("n");
CREATE UNIQUE INDEX IF NOT EXISTS "t_n" ON "t" ("n");
CREATE INDEX "t_down" ON "t" ("n" DESC);
CREATE INDEX "t_first" ON "t" ("n" NULLS FIRST);
CREATE INDEX "t_last" ON "t" ("n" NULLS LAST);
CREATE INDEX "t_low" ON "t" ((lower(c)));
CREATE INDEX "t_some" ON "t" ("n") WHERE n > 0;
CREATE INDEX "t_with" ON "t" ("n") INCLUDE ("c");
CREATE INDEX "t_hash" ON "t" USING hash ("n");
CREATE INDEX "t_ops" ON "t" ("c" text_ops);
CREATE INDEX CONCURRENTLY "t_free" ON "t" ("n");
DROP INDEX "t_n";
DROP INDEX IF EXISTS "t_n";
DROP INDEX CONCURRENTLY IF EXISTS "t_free";
-- yugabytedb
CREATE TABLE "t" (
    "n" integer,
    "c" varchar(9)
);
CREATE UNIQUE INDEX "t_n" ON "t" ("n");
CREATE UNIQUE INDEX IF NOT EXISTS "t_n" ON "t" ("n");
CREATE INDEX "t_down" ON "t" ("n" DESC);
CREATE INDEX "t_first" ON "t" ("n" NULLS FIRST);
CREATE INDEX "t_last" ON "t" ("n" NULLS LAST);
CREATE INDEX "t_low" ON "t" ((lower(c)));
CREATE INDEX "t_some" ON "t" ("n") WHERE n > 0;
CREATE INDEX "t_with" ON "t" ("n") INCLUDE ("c");
CREATE INDEX "t_hash" ON "t" USING hash ("n");
CREATE INDEX "t_ops" ON "t" ("c" text_ops);
CREATE INDEX CONCURRENTLY "t_free" ON "t" ("n");
DROP INDEX "t_n";
DROP INDEX IF EXISTS "t_n";
DROP INDEX CONCURRENTLY IF EXISTS "t_free";
-- mariadb
CREATE TABLE `t` (
    `n` INT,
    `c` VARCHAR(9)
);
CREATE UNIQUE INDEX `t_n` ON `t` (`n`);
CREATE UNIQUE INDEX IF NOT EXISTS `t_n` ON `t` (`n`);
CREATE INDEX `t_down` ON `t` (`n` DESC);
-- refused: LG-302 "t_first" needs the part nulls order of an index, which MariaDB does not have. Leave it out.
-- refused: LG-302 "t_last" needs the part nulls order of an index, which MariaDB does not have. Leave it out.
-- refused: LG-302 "t_low" needs the part expression of an index, which MariaDB does not have. Leave it out.
-- refused: LG-302 "t_some" needs the part where of an index, which MariaDB does not have. Leave it out.
-- refused: LG-302 "t_with" needs the part include of an index, which MariaDB does not have. Leave it out.
-- refused: LG-302 "t_hash" needs the part method of an index, which MariaDB does not have. Leave it out.
-- refused: LG-302 "t_ops" needs the part operator class of an index, which MariaDB does not have. Leave it out.
-- refused: LG-302 "t_free" needs the part concurrently of an index, which MariaDB does not have. Leave it out.
DROP INDEX `t_n` ON `t`;
DROP INDEX IF EXISTS `t_n` ON `t`;
-- refused: LG-302 "t_free" needs DROP INDEX CONCURRENTLY, which MariaDB does not have. Drop it without the option.
