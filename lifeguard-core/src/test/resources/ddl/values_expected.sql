-- postgresql
CREATE TABLE "t" (
    "a" integer DEFAULT 1,
    "b" varchar(9) DEFAULT 'x',
    "c" integer DEFAULT 1 + 1,
    "d" timestamp DEFAULT CURRENT_TIMESTAMP NOT NULL,
    "n" integer,
    "twice" integer GENERATED ALWAYS AS (n * 2) STORED
);
ALTER TABLE "t" ADD COLUMN "e" boolean DEFAULT FALSE NOT NULL;
ALTER TABLE "t" ALTER COLUMN "d" SET DEFAULT CURRENT_TIMESTAMP;
-- refused: LG-302 "t.d" cannot be given that as its default. Use a literal or an expression.
-- refused: LG-302 "t.d" cannot be given that as its default. Use a literal or an expression.
-- refused: LG-302 "c" numbers itself, and is no whole number. Make it integer() or bigInteger().
-- h2
CREATE TABLE t (
    a INTEGER DEFAULT 1,
    b VARCHAR(9) DEFAULT 'x',
    c INTEGER DEFAULT 1 + 1,
    d TIMESTAMP(6) DEFAULT CURRENT_TIMESTAMP NOT NULL,
    n INTEGER,
    twice INTEGER GENERATED ALWAYS AS (n * 2)
);
ALTER TABLE t ADD COLUMN e BOOLEAN DEFAULT FALSE NOT NULL;
ALTER TABLE t ALTER COLUMN d SET DEFAULT CURRENT_TIMESTAMP;
-- refused: LG-302 "t.d" cannot be given that as its default. Use a literal or an expression.
-- refused: LG-302 "t.d" cannot be given that as its default. Use a literal or an expression.
-- refused: LG-302 "c" numbers itself, and is no whole number. Make it integer() or bigInteger().
-- sqlite
CREATE TABLE "t" (
    "a" INTEGER DEFAULT 1,
    "b" TEXT CHECK (length("b") <= 9) DEFAULT 'x',
    "c" INTEGER DEFAULT (1 + 1),
    "d" TEXT DEFAULT CURRENT_TIMESTAMP NOT NULL,
    "n" INTEGER,
    "twice" INTEGER GENERATED ALWAYS AS (n * 2) STORED
);
ALTER TABLE "t" ADD COLUMN "e" INTEGER CHECK ("e" IN (0, 1)) DEFAULT FALSE NOT NULL;
-- refused: LG-302 "t.d" needs ALTER COLUMN, which SQLite does not have. Make a new table, copy the rows and rename it.
-- refused: LG-302 "t.d" needs ALTER COLUMN, which SQLite does not have. Make a new table, copy the rows and rename it.
-- refused: LG-302 "t.d" needs ALTER COLUMN, which SQLite does not have. Make a new table, copy the rows and rename it.
-- refused: LG-302 "w.c" numbers itself, which in SQLite the primary key does alone. Make it the table's primary key.
-- cockroachdb
CREATE TABLE "t" (
    "a" integer DEFAULT 1,
    "b" varchar(9) DEFAULT 'x',
    "c" integer DEFAULT 1 + 1,
    "d" timestamp DEFAULT CURRENT_TIMESTAMP NOT NULL,
    "n" integer,
    "twice" integer GENERATED ALWAYS AS (n * 2) STORED
);
ALTER TABLE "t" ADD COLUMN "e" boolean DEFAULT FALSE NOT NULL;
ALTER TABLE "t" ALTER COLUMN "d" SET DEFAULT CURRENT_TIMESTAMP;
-- refused: LG-302 "t.d" cannot be given that as its default. Use a literal or an expression.
-- refused: LG-302 "t.d" cannot be given that as its default. Use a literal or an expression.
-- refused: LG-302 "c" numbers itself, and is no whole number. Make it integer() or bigInteger().
-- yugabytedb
CREATE TABLE "t" (
    "a" integer DEFAULT 1,
    "b" varchar(9) DEFAULT 'x',
    "c" integer DEFAULT 1 + 1,
    "d" timestamp DEFAULT CURRENT_TIMESTAMP NOT NULL,
    "n" integer,
    "twice" integer GENERATED ALWAYS AS (n * 2) STORED
);
ALTER TABLE "t" ADD COLUMN "e" boolean DEFAULT FALSE NOT NULL;
ALTER TABLE "t" ALTER COLUMN "d" SET DEFAULT CURRENT_TIMESTAMP;
-- refused: LG-302 "t.d" cannot be given that as its default. Use a literal or an expression.
-- refused: LG-302 "t.d" cannot be given that as its default. Use a literal or an expression.
-- refused: LG-302 "c" numbers itself, and is no whole number. Make it integer() or bigInteger().
-- mariadb
CREATE TABLE `t` (
    `a` INT DEFAULT 1,
    `b` VARCHAR(9) DEFAULT 'x',
    `c` INT DEFAULT (1 + 1),
    `d` DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6) NOT NULL,
    `n` INT,
    `twice` INT GENERATED ALWAYS AS (n * 2) STORED
);
ALTER TABLE `t` ADD COLUMN `e` BOOLEAN DEFAULT FALSE NOT NULL;
ALTER TABLE `t` ALTER COLUMN `d` SET DEFAULT CURRENT_TIMESTAMP(6);
-- refused: LG-302 "t.d" cannot be given that as its default. Use a literal or an expression.
-- refused: LG-302 "t.d" cannot be given that as its default. Use a literal or an expression.
-- refused: LG-302 "c" numbers itself, and is no whole number. Make it integer() or bigInteger().
