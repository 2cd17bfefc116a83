package dev.lifeguard.migrate.tests.moving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.tests.dialect.ContractDatabase;
import dev.lifeguard.migrate.tests.dialect.MariaDbServer;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Scripts and directories with which Flyway had trouble once, as its users reported. */
final class FlywayReportsTest {

    @Nested
    @OnPostgres
    final class Postgres {

        private final PostgresServer server;

        Postgres(PostgresServer server) {
            this.server = server;
        }

        @Test
        void run() {
            try (FlywayProject project = FlywayProject.of(ContractDatabase.postgresql(server))) {
                project.write(
                        "V1__quotes.sql",
                        """
                        CREATE TABLE atomic_test (a text CHECK (a ~ E'.'), b text);
                        CREATE FUNCTION one() RETURNS text AS $$
                        BEGIN
                          RETURN E'foo;';
                        END;
                        $$ LANGUAGE 'plpgsql';
                        INSERT INTO atomic_test VALUES ('@charset "UTF-8";','it''s;'),('x'/* ; */,'y');
                        """);
                project.write(
                        "V2__copy.sql",
                        """
                        -- COPY … FROM is much faster than INSERT: https://example.org/q/1
                        COPY atomic_test (a, b) FROM stdin WITH (FORMAT csv, DELIMITER ';');
                        $xxx$;1
                        ${value};2
                        \\.
                        SELECT 1;
                        """);
                project.write(
                        "V3__atomic.sql",
                        """
                        CREATE PROCEDURE two() LANGUAGE sql
                        BEGIN ATOMIC
                            INSERT INTO atomic_test VALUES (CASE WHEN true THEN 'p' END, '');
                        END;
                        CALL two();
                        """);
                project.write(
                        "V4__index.sql",
                        """
                        CREATE INDEX CONCURRENTLY IF NOT EXISTS i4 ON atomic_test (a);
                        CREATE INDEX CONCURRENTLY i5 ON atomic_test (b);
                        """);
                project.write(
                        "V5__index.sql", "CREATE INDEX CONCURRENTLY i6 ON atomic_test (a, b);");
                project.write("V5__index.sql.conf", "executeInTransaction=false\n");
                project.write(
                        "V6__enum.sql",
                        "CREATE TYPE mood AS ENUM ('a');\nALTER TYPE mood ADD VALUE 'b';\n");

                project.migrator().placeholder("value", "v").build().up();

                assertThat(project.migrator().placeholder("value", "v").build().status().upToDate())
                        .isTrue();
                assertThat(project.database().query("SELECT a FROM atomic_test ORDER BY a"))
                        .containsExactlyInAnyOrder("@charset \"UTF-8\";", "x", "$xxx$", "v", "p");
                assertThat(
                                project.database()
                                        .query(
                                                "SELECT count(*) FROM pg_index WHERE indisvalid AND"
                                                        + " indrelid = 'atomic_test'::regclass"))
                        .containsExactly("3");
            }
        }
    }

    @Nested
    final class MariaDb {

        @Test
        void run() {
            try (FlywayProject project =
                    FlywayProject.of(ContractDatabase.mariaDb(MariaDbServer.running()))) {
                project.write(
                        "V1__text.sql",
                        """
                        CREATE TABLE t (a text);
                        INSERT INTO t VALUES ('INAUSPICIOUS. "SUGGESTING; UNPROMISING."'),
                            ('ISN\\\\'T "X."');
                        """
                                .replace("\\\\", "\\"));
                project.write(
                        "R__proc.sql",
                        """
                        DROP PROCEDURE IF EXISTS `p`;
                        DELIMITER $$
                        CREATE PROCEDURE `p`()
                        BEGIN
                            IF 1 = 1 THEN SELECT '${value}'; END IF;
                        END$$
                        DELIMITER ;
                        """);

                project.migrator().placeholder("value", "v").build().up();

                assertThat(project.database().query("CALL p()")).containsExactly("v");
                assertThat(project.database().query("SELECT count(*) FROM t")).containsExactly("2");
            }
        }
    }
}
