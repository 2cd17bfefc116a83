package dev.lifeguard.migrate.tests.dialect;

import static dev.lifeguard.migrate.tests.project.Project.failureOf;
import static dev.lifeguard.migrate.tests.project.Project.names;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.DatabaseProduct;
import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.MigratorBuilder;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.plan.Plan.Grouping;
import dev.lifeguard.migrate.source.MigrationSource;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.Locale;
import javax.sql.DataSource;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A driver that is not PostgreSQL's own, to a server that calls itself PostgreSQL. */
@OnPostgres
final class OtherDriverTest {

    private static final String FAILS_IN_THE_MIDDLE =
            "CREATE TABLE one (id int);\nINSERT INTO missing VALUES (1);\n";

    @AutoClose private final ContractDatabase database;
    @TempDir private Path migrations;

    OtherDriverTest(PostgresServer server) {
        this.database = ContractDatabase.postgresql(server);
    }

    @BeforeEach
    void writeMigration() throws IOException {
        Files.writeString(migrations.resolve("20240101000000_one.sql"), FAILS_IN_THE_MIDDLE);
    }

    /** Connections without the driver's own class, whose server says that it is another one. */
    private DataSource saying(String version) {
        return WatchedDataSource.proxy(
                DataSource.class,
                (self, method, arguments) -> {
                    Object made =
                            WatchedDataSource.invoke(database.dataSource(), method, arguments);
                    return made instanceof Connection connection
                            ? saying(connection, version)
                            : made;
                });
    }

    private static Connection saying(Connection real, String version) {
        return WatchedDataSource.proxy(
                Connection.class,
                (self, method, arguments) -> {
                    if (method.getName().equals("isWrapperFor")) {
                        return false;
                    }
                    if (arguments != null && arguments[0].equals("SELECT pg_catalog.version()")) {
                        return real.prepareStatement("SELECT '%s'".formatted(version));
                    }
                    return WatchedDataSource.invoke(real, method, arguments);
                });
    }

    private MigratorBuilder migrator(String version) {
        return Migrator.builder(saying(version)).source(MigrationSource.directory(migrations));
    }

    @Test
    void isPostgresWhereTheServerSaysSo() {
        LifeguardException failed =
                failureOf(migrator("PostgreSQL 17.2 on x86_64-pc-linux-gnu").build()::up);
        assertThat(failed.detail().kind()).isEqualTo(ErrorKind.SCRIPT_FAILED);
        assertThat(database.query("SELECT to_regclass('one')")).containsExactly("");
    }

    @Test
    void isYugabyteDbWhereTheServerSaysSo() throws IOException {
        MigratorBuilder migrator =
                migrator("PostgreSQL 15.2-YB-2025.1.0.0-b0 on x86_64-pc-linux-gnu")
                        .database(DatabaseProduct.YUGABYTEDB);
        LifeguardException failed = failureOf(migrator.build()::up);
        assertThat(failed.detail().kind()).isEqualTo(ErrorKind.PARTIALLY_APPLIED);
        assertThat(database.query("SELECT to_regclass('one')")).containsExactly("one");

        writeMigration("CREATE TABLE one (id int);\nINSERT INTO one VALUES (1);\n");
        assertThat(names(migrator.build().up().applied())).containsExactly("one");
        assertThat(database.query("SELECT id FROM one")).containsExactly("1");
    }

    private void writeMigration(String sql) throws IOException {
        Files.writeString(migrations.resolve("20240101000000_one.sql"), sql);
    }

    @ParameterizedTest
    @CsvSource({
        "CockroachDB, CockroachDB CCL v25.2.0 (x86_64-pc-linux-gnu)",
        "YugabyteDB, PostgreSQL 15.2-YB-2025.1.0.0-b0 on x86_64-pc-linux-gnu"
    })
    void aDatabaseThatItWasNeverRunOnIsUsedWhereItIsAskedForOnly(String product, String version) {
        Migrator migrator = migrator(version).build();

        for (LifeguardException failure :
                List.of(
                        failureOf(migrator::up),
                        failureOf(migrator::status),
                        failureOf(migrator::lock))) {
            assertThat(failure)
                    .hasMessage(
                            "LG-101 The server is %s. Its dialect follows the documentation, and"
                                + " was never run on such a server, so it is used only where it is"
                                + " asked for: with database(DatabaseProduct.%s). Nothing was run.",
                            product, product.toUpperCase(Locale.ROOT));
        }
    }

    @Test
    void itIsAskedForWithAWarning() {
        assertThat(
                        migrator("CockroachDB CCL v25.2.0 (x86_64-pc-linux-gnu)")
                                .database(DatabaseProduct.COCKROACHDB)
                                .build()
                                .status()
                                .warnings())
                .containsExactly(
                        "The dialect of CockroachDB follows the documentation, and was never run on"
                                + " such a server: try your migrations on a copy first.");
    }

    @Test
    void migrationsShareNoTransactionOnCockroachDb() {
        MigratorBuilder migrator =
                migrator("CockroachDB CCL v25.2.0 (x86_64-pc-linux-gnu)")
                        .database(DatabaseProduct.COCKROACHDB)
                        .grouping(Grouping.ALL);
        assertThat(failureOf(migrator.build()::up))
                .hasMessage(
                        "LG-101 Migrations share a transaction on PostgreSQL only, and this is"
                                + " CockroachDB. Let each have its own.");
    }
}
