-- postgresql
CREATE TABLE "r" (
    "n" integer
) PARTITION BY RANGE (n);
CREATE TABLE "r1" PARTITION OF "r" FOR VALUES FROM (1) TO (9);
CREATE TABLE "r2" PARTITION OF "r" DEFAULT;
CREATE TABLE "l" (
    "n" integer
) PARTITION BY LIST (n);
CREATE TABLE "l1" PARTITION OF "l" FOR VALUES IN (1, 2);
CREATE TABLE "h" (
    "n" integer
) PARTITION BY HASH (n);
CREATE TABLE "h1" PARTITION OF "h" FOR VALUES WITH (MODULUS 2, REMAINDER 0);
-- h2
-- refused: LG-302 "r" needs partitioned tables, which H2 does not have. Leave partitionedBy out.
-- refused: LG-302 "r" needs partitioned tables, which H2 does not have. Leave its parts out.
-- refused: LG-302 "r" needs partitioned tables, which H2 does not have. Leave its parts out.
-- refused: LG-302 "l" needs partitioned tables, which H2 does not have. Leave partitionedBy out.
-- refused: LG-302 "l" needs partitioned tables, which H2 does not have. Leave its parts out.
-- refused: LG-302 "h" needs partitioned tables, which H2 does not have. Leave partitionedBy out.
-- refused: LG-302 "h" needs partitioned tables, which H2 does not have. Leave its parts out.
-- sqlite
-- refused: LG-302 "r" needs partitioned tables, which SQLite does not have. Leave partitionedBy out.
-- refused: LG-302 "r" needs partitioned tables, which SQLite does not have. Leave its parts out.
-- refused: LG-302 "r" needs partitioned tables, which SQLite does not have. Leave its parts out.
-- refused: LG-302 "l" needs partitioned tables, which SQLite does not have. Leave partitionedBy out.
-- refused: LG-302 "l" needs partitioned tables, which SQLite does not have. Leave its parts out.
-- refused: LG-302 "h" needs partitioned tables, which SQLite does not have. Leave partitionedBy out.
-- refused: LG-302 "h" needs partitioned tables, which SQLite does not have. Leave its parts out.
-- cockroachdb
-- refused: LG-302 "r" needs partitioned tables, which CockroachDB does not have. Leave partitionedBy out.
-- refused: LG-302 "r" needs partitioned tables, which CockroachDB does not have. Leave its parts out.
-- refused: LG-302 "r" needs partitioned tables, which CockroachDB does not have. Leave its parts out.
-- refused: LG-302 "l" needs partitioned tables, which CockroachDB does not have. Leave partitionedBy out.
-- refused: LG-302 "l" needs partitioned tables, which CockroachDB does not have. Leave its parts out.
-- refused: LG-302 "h" needs partitioned tables, which CockroachDB does not have. Leave partitionedBy out.
-- refused: LG-302 "h" needs partitioned tables, which CockroachDB does not have. Leave its parts out.
-- yugabytedb
CREATE TABLE "r" (
    "n" integer
) PARTITION BY RANGE (n);
CREATE TABLE "r1" PARTITION OF "r" FOR VALUES FROM (1) TO (9);
CREATE TABLE "r2" PARTITION OF "r" DEFAULT;
CREATE TABLE "l" (
    "n" integer
) PARTITION BY LIST (n);
CREATE TABLE "l1" PARTITION OF "l" FOR VALUES IN (1, 2);
CREATE TABLE "h" (
    "n" integer
) PARTITION BY HASH (n);
CREATE TABLE "h1" PARTITION OF "h" FOR VALUES WITH (MODULUS 2, REMAINDER 0);
-- mariadb
-- refused: LG-302 "r" needs partitioned tables, which MariaDB does not have. Leave partitionedBy out.
-- refused: LG-302 "r" needs partitioned tables, which MariaDB does not have. Leave its parts out.
-- refused: LG-302 "r" needs partitioned tables, which MariaDB does not have. Leave its parts out.
-- refused: LG-302 "l" needs partitioned tables, which MariaDB does not have. Leave partitionedBy out.
-- refused: LG-302 "l" needs partitioned tables, which MariaDB does not have. Leave its parts out.
-- refused: LG-302 "h" needs partitioned tables, which MariaDB does not have. Leave partitionedBy out.
-- refused: LG-302 "h" needs partitioned tables, which MariaDB does not have. Leave its parts out.
