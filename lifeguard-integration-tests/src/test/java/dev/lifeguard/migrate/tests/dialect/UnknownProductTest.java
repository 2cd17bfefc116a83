package dev.lifeguard.migrate.tests.dialect;

import static dev.lifeguard.migrate.tests.project.Project.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.DatabaseProduct;
import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.dialect.Dialect;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.source.MigrationSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A database that calls itself what no dialect knows. */
final class UnknownProductTest {

    @AutoClose private final ContractDatabase database = ContractDatabase.h2();
    @TempDir private Path migrations;

    /** H2, under another name. */
    private DataSource callsItself(String product) {
        return proxy(
                DataSource.class,
                database.dataSource(),
                (made, name) ->
                        made instanceof Connection connection
                                ? proxy(
                                        Connection.class,
                                        connection,
                                        (data, asked) ->
                                                data instanceof DatabaseMetaData real
                                                        ? proxy(
                                                                DatabaseMetaData.class,
                                                                real,
                                                                (value, of) ->
                                                                        of.endsWith("ProductName")
                                                                                ? product
                                                                                : value)
                                                        : data)
                                : made);
    }

    /** What becomes of what a method gave, by its name. */
    @FunctionalInterface
    private interface Change {

        Object of(Object given, String method);
    }

    private static <T> T proxy(Class<T> type, T real, Change change) {
        return WatchedDataSource.proxy(
                type,
                (self, method, arguments) ->
                        change.of(
                                WatchedDataSource.invoke(real, method, arguments),
                                method.getName()));
    }

    @Test
    void isRefusedWithThoseThatAre() {
        Migrator migrator =
                Migrator.builder(callsItself("Oracle"))
                        .source(MigrationSource.directory(migrations))
                        .build();
        LifeguardException refused = failureOf(migrator::up);
        assertThat(refused.detail().kind()).isEqualTo(ErrorKind.CONFIGURATION);
        assertThat(refused)
                .hasMessage(
                        "LG-101 The database calls itself \"Oracle\", and is none of those that are"
                            + " known: PostgreSQL, CockroachDB, YugabyteDB, MariaDB, SQLite, H2."
                            + " Connect to one of them, or name the one whose SQL it understands"
                            + " with database(…).");
    }

    @Test
    void runsWithTheDialectThatTheCallerNames() {
        Migrator migrator =
                Migrator.builder(callsItself("Oracle"))
                        .source(MigrationSource.directory(migrations))
                        .database(DatabaseProduct.H2)
                        .build();
        assertThat(migrator.up().applied()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "server_version, 17.2, true",
        "server_version, 15.2-YB-2025.1.0.0-b0, false",
        "crdb_version, CockroachDB CCL v25.1, false"
    })
    void whatCallsItselfPostgresIsToldApart(String setting, String value, boolean serves) {
        Map<String, String> settings = Map.of(setting, value);
        assertThat(
                        Dialect.postgresql()
                                .serves(
                                        "PostgreSQL",
                                        name -> Optional.ofNullable(settings.get(name))))
                .isEqualTo(serves);
    }
}
