package dev.lifeguard.migrate.tests.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.DatabaseProduct;
import dev.lifeguard.migrate.tests.dialect.ContractDatabase;
import dev.lifeguard.migrate.tests.dialect.MariaDbServer;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Diagrams of tables, on each database. */
final class DiagramTest {

    @Nested
    @OnPostgres
    final class Postgres extends DiagramContract {
        Postgres(PostgresServer server) {
            super(ContractDatabase.postgresql(server), DatabaseProduct.POSTGRESQL);
        }

        @Override
        Map<String, String> types() {
            return Map.of("INTEGER", "integer", "VARCHAR", "varchar", "NUMERIC", "numeric");
        }

        @Test
        void showsAPartitionedTableOnce() throws SQLException {
            assertThat(
                            drawn(
                                    read(
                                            "CREATE TABLE orders (id int, r int, PRIMARY KEY (id,"
                                                    + " r)) PARTITION BY LIST (r)",
                                            "CREATE TABLE o1 PARTITION OF orders FOR VALUES IN (1)"
                                                    + " PARTITION BY LIST (id)",
                                            "CREATE TABLE o11 PARTITION OF o1 FOR VALUES IN (1)",
                                            "CREATE TABLE n (o int, r int, FOREIGN KEY (o, r)"
                                                    + " REFERENCES orders)",
                                            "CREATE TABLE single (o int, r int, FOREIGN KEY (o, r)"
                                                    + " REFERENCES o11)",
                                            "ALTER TABLE o11 ADD FOREIGN KEY (id, r)"
                                                    + " REFERENCES orders")))
                    .isEqualTo(
                            """
                            erDiagram
                                n {
                                    integer o FK "null"
                                    integer r FK "null"
                                }
                                orders {
                                    integer id PK, FK
                                    integer r PK, FK
                                }
                                single {
                                    integer o FK "null"
                                    integer r FK "null"
                                }
                                orders |o--o{ n : "o, r"
                                orders ||--o| orders : "id, r"
                                orders |o--o{ single : "o, r"
                            """);
        }

        @Test
        void namesOtherSchemasAndShortensTypes() throws SQLException {
            assertThat(
                            drawn(
                                    read(
                                            "CREATE SCHEMA app",
                                            "CREATE TYPE app.\"My Mood\" AS ENUM ('sad', 'ok')",
                                            "CREATE DOMAIN given AS text NOT NULL",
                                            "CREATE TABLE app.users (id bigint PRIMARY KEY)",
                                            "CREATE TABLE public.x (u bigint NOT NULL REFERENCES"
                                                    + " app.users, m app.\"My Mood\"[], g given,"
                                                    + " t timestamptz(3), l time, v varchar(20)[],"
                                                    + " c char(3), n numeric(19,4), d float8,"
                                                    + " s text GENERATED ALWAYS AS ('a') STORED)",
                                            "CREATE UNIQUE INDEX ON x (u) WHERE u IS NOT NULL",
                                            "CREATE UNIQUE INDEX ON x (c) WHERE l IS NOT NULL",
                                            "CREATE UNIQUE INDEX ON x (lower(c))",
                                            "CREATE UNIQUE INDEX ON x (t) INCLUDE (l)")))
                    .isEqualTo(
                            """
                            erDiagram
                                "app.users" {
                                    bigint id PK
                                }
                                x {
                                    bigint u FK, UK
                                    app_My_Mood[] m "null"
                                    given g
                                    timestamptz(3) t UK "null"
                                    time l "null"
                                    varchar(20)[] v "null"
                                    char(3) c "null"
                                    numeric n "null"
                                    double_precision d "null"
                                    text s "computed"
                                }
                                "app.users" ||--o| x : "u"
                            """);
        }
    }

    @Nested
    final class MariaDb extends DiagramContract {
        MariaDb() {
            super(ContractDatabase.mariaDb(MariaDbServer.running()), DatabaseProduct.MARIADB);
        }

        @Override
        Map<String, String> types() {
            return Map.of("INTEGER", "int(11)", "VARCHAR", "varchar", "NUMERIC", "decimal");
        }
    }

    @Nested
    final class Sqlite extends DiagramContract {
        Sqlite() {
            super(ContractDatabase.sqlite(), DatabaseProduct.SQLITE);
        }

        @Override
        Map<String, String> types() {
            return Map.of();
        }

        @Test
        void knowsWhatTheCatalogueLeavesOpen() throws SQLException {
            assertThat(
                            drawn(
                                    read(
                                            "CREATE TABLE Parent (id INTEGER PRIMARY KEY, any)",
                                            "CREATE TABLE code (code TEXT PRIMARY KEY)",
                                            "CREATE TABLE child (p INT REFERENCES parent, c TEXT"
                                                    + " NOT NULL REFERENCES gone (id), d INT"
                                                    + " GENERATED ALWAYS AS (p + 1) VIRTUAL)",
                                            "CREATE VIRTUAL TABLE words USING fts5(word)")))
                    .isEqualTo(
                            """
                            erDiagram
                                Parent {
                                    INTEGER id PK
                                    untyped any "null"
                                }
                                child {
                                    INT p FK "null"
                                    TEXT c FK
                                    INT d "computed"
                                }
                                code {
                                    TEXT code PK "null"
                                }
                                words {
                                    untyped word "null"
                                }
                                gone:::neighbour
                                Parent |o--o{ child : "p"
                                gone ||--o{ child : "c"
                                classDef neighbour fill:#f0f0f0,stroke:#a0a0a0,color:#606060
                            """);
        }
    }

    @Nested
    final class H2 extends DiagramContract {
        H2() {
            super(ContractDatabase.h2(";DATABASE_TO_LOWER=TRUE"), DatabaseProduct.H2);
        }

        @Override
        Map<String, String> types() {
            return Map.of();
        }
    }
}
