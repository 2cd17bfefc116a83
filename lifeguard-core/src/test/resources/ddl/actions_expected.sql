-- postgresql
CREATE TABLE "other" (
    "n" integer NOT NULL,
    CONSTRAINT "other_pkey" PRIMARY KEY ("n")
);
CREATE TABLE "t" (
    "n" integer,
    "d" integer,
    CONSTRAINT "t_none" FOREIGN KEY ("n") REFERENCES "other" ("n") ON DELETE SET NULL
);
CREATE TABLE "s" (
    "n" integer,
    CONSTRAINT "s_default" FOREIGN KEY ("n") REFERENCES "other" ("n") ON DELETE SET DEFAULT
);
CREATE TABLE "u" (
    "n" integer,
    CONSTRAINT "u_late" FOREIGN KEY ("n") REFERENCES "other" ("n") DEFERRABLE
);
-- h2
CREATE TABLE other (
    n INTEGER NOT NULL,
    CONSTRAINT other_pkey PRIMARY KEY (n)
);
CREATE TABLE t (
    n INTEGER,
    d INTEGER,
    CONSTRAINT t_none FOREIGN KEY (n) REFERENCES other (n) ON DELETE SET NULL
);
CREATE TABLE s (
    n INTEGER,
    CONSTRAINT s_default FOREIGN KEY (n) REFERENCES other (n) ON DELETE SET DEFAULT
);
-- refused: LG-302 "u_late" needs DEFERRABLE, which H2 does not have. Leave it out.
-- sqlite
CREATE TABLE "other" (
    "n" INTEGER NOT NULL,
    CONSTRAINT "other_pkey" PRIMARY KEY ("n")
);
CREATE TABLE "t" (
    "n" INTEGER,
    "d" INTEGER,
    CONSTRAINT "t_none" FOREIGN KEY ("n") REFERENCES "other" ("n") ON DELETE SET NULL
);
CREATE TABLE "s" (
    "n" INTEGER,
    CONSTRAINT "s_default" FOREIGN KEY ("n") REFERENCES "other" ("n") ON DELETE SET DEFAULT
);
CREATE TABLE "u" (
    "n" INTEGER,
    CONSTRAINT "u_late" FOREIGN KEY ("n") REFERENCES "other" ("n") DEFERRABLE
);
-- cockroachdb
CREATE TABLE "other" (
    "n" integer NOT NULL,
    CONSTRAINT "other_pkey" PRIMARY KEY ("n")
);
CREATE TABLE "t" (
    "n" integer,
    "d" integer,
    CONSTRAINT "t_none" FOREIGN KEY ("n") REFERENCES "other" ("n") ON DELETE SET NULL
);
CREATE TABLE "s" (
    "n" integer,
    CONSTRAINT "s_default" FOREIGN KEY ("n") REFERENCES "other" ("n") ON DELETE SET DEFAULT
);
-- refused: LG-302 "u_late" needs DEFERRABLE, which CockroachDB does not have. Leave it out.
-- yugabytedb
CREATE TABLE "other" (
    "n" integer NOT NULL,
    CONSTRAINT "other_pkey" PRIMARY KEY ("n")
);
CREATE TABLE "t" (
    "n" integer,
    "d" integer,
    CONSTRAINT "t_none" FOREIGN KEY ("n") REFERENCES "other" ("n") ON DELETE SET NULL
);
CREATE TABLE "s" (
    "n" integer,
    CONSTRAINT "s_default" FOREIGN KEY ("n") REFERENCES "other" ("n") ON DELETE SET DEFAULT
);
CREATE TABLE "u" (
    "n" integer,
    CONSTRAINT "u_late" FOREIGN KEY ("n") REFERENCES "other" ("n") DEFERRABLE
);
-- mariadb
CREATE TABLE `other` (
    `n` INT NOT NULL,
    CONSTRAINT `other_pkey` PRIMARY KEY (`n`)
);
CREATE TABLE `t` (
    `n` INT,
    `d` INT,
    CONSTRAINT `t_none` FOREIGN KEY (`n`) REFERENCES `other` (`n`) ON DELETE SET NULL
);
-- refused: LG-302 "s_default" needs ON DELETE SET DEFAULT, which MariaDB does not have. Choose another action.
-- refused: LG-302 "u_late" needs DEFERRABLE, which MariaDB does not have. Leave it out.
