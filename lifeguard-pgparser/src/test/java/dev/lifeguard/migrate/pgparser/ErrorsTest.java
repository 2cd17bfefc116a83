package dev.lifeguard.migrate.pgparser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.jdbc.PreferQueryMode;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** What is refused here is what a server refuses, in the same words and at the same place. */
class ErrorsTest {

    private static final PgParser PARSER = PgParser.create();
    private static EmbeddedPostgres server;
    private static Connection connection;

    @BeforeAll
    static void start() throws IOException, SQLException {
        Path home = Path.of("target", "postgres").toAbsolutePath();
        Files.createDirectories(home);
        File output = home.resolve("server.out").toFile();
        server =
                EmbeddedPostgres.builder()
                        .setOverrideWorkingDirectory(home.toFile())
                        .setOutputRedirector(Redirect.appendTo(output))
                        .setPGStartupWait(Duration.ofSeconds(60))
                        .setServerConfig("fsync", "off")
                        .setLocaleConfig("locale", "C")
                        .start();
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl("jdbc:postgresql://127.0.0.1:" + server.getPort() + "/postgres");
        source.setUser("postgres");
        // One message as it is: the driver would cut it at semicolons.
        source.setPreferQueryMode(PreferQueryMode.SIMPLE);
        connection = source.getConnection();
    }

    @AfterAll
    static void stop() throws IOException, SQLException {
        connection.close();
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREAT TABLE t ()",
                "CREATE TABLE t (a int,)",
                "CREATE TABLE t (a int",
                "CREATE TABLE t (a int NOT NUL)",
                "CREATE TABLE select (a int)",
                "CREATE TABLE t (a int PRIMARY KEY USING INDEX i x)",
                "CREATE INDEX CONCURRENTLY IF NOT EXISTS ON t (a)",
                "CREATE INDEX ON t USING btree",
                "ALTER TABLE t ADD COLUMN",
                "ALTER TABLE t ADD CONSTRAINT c CHECK a > 0",
                "ALTER TABLE t ALTER a SET DATA TYP int",
                "ALTER TABLE t DETACH PARTITION p CONCURRENTLY FINALIZE",
                "DROP TABEL t",
                "DROP INDEX CONCURRENTLY",
                "SELECT 1 FORM t",
                "SELECT * FROM t WHERE",
                "SELECT 'ä' AS ö, 'ß' FROM a b c",
                "SELECT '😀😀' 1 2",
                "-- ü\n/* é */ SELEC 1",
                "SELECT 'unfinished",
                "SELECT \"unfinished",
                "SELECT \"\"",
                "SELECT $a$ unfinished",
                "SELECT 1 /* unfinished",
                "SELECT E'\\xZZ' x y z",
                "SELECT U&'\\00zz'",
                "SELECT B'102', X'0G', 12abc",
                "SELECT 0x, 1",
                "SELECT $99999999999",
                "SELECT 1; DROP x; SELECT 2",
                "INSERT INTO t VALUES (1, )",
                "INSERT INTO t (a) VALUES (1) ON CONFLICT DO",
                "UPDATE t a = 1",
                "DELETE t WHERE a = 1",
                "GRANT SELECT ON t bob",
                "CREATE FUNCTION f() RETURNS int AS $$ BEGIN END $$ LANGUAGE",
                "CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT 1; END END",
                "CREATE TRIGGER t BEFORE ON x EXECUTE FUNCTION f()",
                "CREATE POLICY p ON t FOR DROP",
                "CREATE TABLE p PARTITION OF t FOR VALUES WITH (MODULUS 4)",
                "CREATE TABLE p PARTITION OF t FOR VALUES WITH (MODULUS 4, x 1)",
                "COPY t FROM",
                "LOCK TABLE t IN SHARED MODE",
                "SET LOCAL lock_timeout",
                "BEGIN; COMIT",
                "VACUUM FULL t,",
                "REFRESH MATERIALIZED m",
                "SELECT a FROM t LIMIT 1, 2",
                "SELECT 1 WHERE a == 1 AND = 2",
                "DO $$ BEGIN END $$ $$ x $$ LANGUAGE",
                "SELECT (1, 2",
                "SELECT CASE WHEN a THEN 1",
                "SELECT f(VARIADIC a, b)",
                "SELECT a.b.* .c",
                "SELECT INTO TABLE",
                "CREATE TABLE t (a int) PARTITION BY lists (a)",
                "CREATE VIEW v AS SELECT 1 WITH CHECK",
                "\\d t",
            })
    void areThoseOfAServer(String sql) throws SQLException {
        PgSyntaxError error = catchThrowableOfType(PgSyntaxError.class, () -> PARSER.parse(sql));
        ServerErrorMessage expected = refusal(sql);

        assertThat(error).isNotNull();
        assertThat(error).hasMessage(expected.getMessage());
        int position = Math.max(expected.getPosition() - 1, 0);
        assertThat(error.position()).isEqualTo(sql.offsetByCodePoints(0, position));
    }

    private static ServerErrorMessage refusal(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            PSQLException refused =
                    catchThrowableOfType(PSQLException.class, () -> statement.execute(sql));
            return Objects.requireNonNull(Objects.requireNonNull(refused).getServerErrorMessage());
        }
    }
}
