-- postgresql
CREATE TABLE "o" (
    "n" integer NOT NULL,
    "m" integer,
    CONSTRAINT "o_pkey" PRIMARY KEY ("n"),
    CONSTRAINT "o_m_n_key" UNIQUE ("m", "n")
);
CREATE TABLE "t" (
    "n" integer NOT NULL,
    "m" integer
);
ALTER TABLE "t" ADD CONSTRAINT "t_pk" PRIMARY KEY ("n");
ALTER TABLE "t" ADD CONSTRAINT "t_two" UNIQUE ("n", "m");
ALTER TABLE "t" ADD CONSTRAINT "t_key" FOREIGN KEY ("m", "n") REFERENCES "o" ("m", "n") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "t" ADD CONSTRAINT "t_late" FOREIGN KEY ("n") REFERENCES "o" ("n") ON UPDATE SET NULL NOT VALID;
ALTER TABLE "t" DROP CONSTRAINT "t_key";
-- h2
CREATE TABLE o (
    n INTEGER NOT NULL,
    m INTEGER,
    CONSTRAINT o_pkey PRIMARY KEY (n),
    CONSTRAINT o_m_n_key UNIQUE (m, n)
);
CREATE TABLE t (
    n INTEGER NOT NULL,
    m INTEGER
);
ALTER TABLE t ADD CONSTRAINT t_pk PRIMARY KEY (n);
ALTER TABLE t ADD CONSTRAINT t_two UNIQUE (n, m);
ALTER TABLE t ADD CONSTRAINT t_key FOREIGN KEY (m, n) REFERENCES o (m, n) ON DELETE RESTRICT ON UPDATE CASCADE;
-- refused: LG-302 "t_late" needs NOT VALID, which H2 does not have. Leave it out.
ALTER TABLE t DROP CONSTRAINT t_key;
-- sqlite
CREATE TABLE "o" (
    "n" INTEGER NOT NULL,
    "m" INTEGER,
    CONSTRAINT "o_pkey" PRIMARY KEY ("n"),
    CONSTRAINT "o_m_n_key" UNIQUE ("m", "n")
);
CREATE TABLE "t" (
    "n" INTEGER NOT NULL,
    "m" INTEGER
);
-- refused: LG-302 "t_pk" needs ADD CONSTRAINT, which SQLite does not have. Make a new table, copy the rows and rename it.
-- refused: LG-302 "t_two" needs ADD CONSTRAINT, which SQLite does not have. Make a new table, copy the rows and rename it.
-- refused: LG-302 "t_key" needs ADD CONSTRAINT, which SQLite does not have. Make a new table, copy the rows and rename it.
-- refused: LG-302 "t_late" needs ADD CONSTRAINT, which SQLite does not have. Make a new table, copy the rows and rename it.
-- refused: LG-302 "t_key" needs DROP CONSTRAINT, which SQLite does not have. Make a new table, copy the rows and rename it.
-- cockroachdb
CREATE TABLE "o" (
    "n" integer NOT NULL,
    "m" integer,
    CONSTRAINT "o_pkey" PRIMARY KEY ("n"),
    CONSTRAINT "o_m_n_key" UNIQUE ("m", "n")
);
CREATE TABLE "t" (
    "n" integer NOT NULL,
    "m" integer
);
ALTER TABLE "t" ADD CONSTRAINT "t_pk" PRIMARY KEY ("n");
ALTER TABLE "t" ADD CONSTRAINT "t_two" UNIQUE ("n", "m");
ALTER TABLE "t" ADD CONSTRAINT "t_key" FOREIGN KEY ("m", "n") REFERENCES "o" ("m", "n") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "t" ADD CONSTRAINT "t_late" FOREIGN KEY ("n") REFERENCES "o" ("n") ON UPDATE SET NULL NOT VALID;
ALTER TABLE "t" DROP CONSTRAINT "t_key";
-- yugabytedb
CREATE TABLE "o" (
    "n" integer NOT NULL,
    "m" integer,
    CONSTRAINT "o_pkey" PRIMARY KEY ("n"),
    CONSTRAINT "o_m_n_key" UNIQUE ("m", "n")
);
CREATE TABLE "t" (
    "n" integer NOT NULL,
    "m" integer
);
ALTER TABLE "t" ADD CONSTRAINT "t_pk" PRIMARY KEY ("n");
ALTER TABLE "t" ADD CONSTRAINT "t_two" UNIQUE ("n", "m");
ALTER TABLE "t" ADD CONSTRAINT "t_key" FOREIGN KEY ("m", "n") REFERENCES "o" ("m", "n") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "t" ADD CONSTRAINT "t_late" FOREIGN KEY ("n") REFERENCES "o" ("n") ON UPDATE SET NULL NOT VALID;
ALTER TABLE "t" DROP CONSTRAINT "t_key";
-- mariadb
CREATE TABLE `o` (
    `n` INT NOT NULL,
    `m` INT,
    CONSTRAINT `o_pkey` PRIMARY KEY (`n`),
    CONSTRAINT `o_m_n_key` UNIQUE (`m`, `n`)
);
CREATE TABLE `t` (
    `n` INT NOT NULL,
    `m` INT
);
ALTER TABLE `t` ADD CONSTRAINT `t_pk` PRIMARY KEY (`n`);
ALTER TABLE `t` ADD CONSTRAINT `t_two` UNIQUE (`n`, `m`);
ALTER TABLE `t` ADD CONSTRAINT `t_key` FOREIGN KEY (`m`, `n`) REFERENCES `o` (`m`, `n`) ON DELETE RESTRICT ON UPDATE CASCADE;
-- refused: LG-302 "t_late" needs NOT VALID, which MariaDB does not have. Leave it out.
ALTER TABLE `t` DROP CONSTRAINT `t_key`;
