package dev.lifeguard.migrate.tests.startup;

import static dev.lifeguard.migrate.tests.project.Project.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.error.RunReport.Step;
import dev.lifeguard.migrate.source.MigrationSource;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** Code of the application that fails ends the run with an error of this library's own. */
@OnPostgres
@NullUnmarked // It hands over what nobody may.
final class ApplicationFailureTest {

    @AutoClose private final Project project;

    ApplicationFailureTest(PostgresServer server) {
        project = new Project(server);
        project.write("20240101000000_one.sql", "CREATE TABLE one (id int);\n");
    }

    /** Gives connections of a real one, as long as it wants to. */
    private abstract static class Routing extends PGSimpleDataSource {

        private static final long serialVersionUID = 1L;

        final AtomicInteger asked = new AtomicInteger();
    }

    private String failureOfUp(DataSource dataSource) {
        return failureOf(() -> project.migrator(dataSource).build().up()).detail().coded();
    }

    @Test
    void aDataSourceFails() {
        assertThat(
                        failureOfUp(
                                new Routing() {
                                    @Override
                                    public Connection getConnection() {
                                        throw new IllegalStateException("no tenant is set");
                                    }
                                }))
                .startsWith(
                        "LG-501 The connection could not be set up: the data source failed:"
                                + " java.lang.IllegalStateException: no tenant is set. Check what"
                                + " it is made with: ");
    }

    @Test
    void aDataSourceGivesNull() {
        assertThat(
                        failureOfUp(
                                new Routing() {
                                    @Override
                                    public Connection getConnection() {
                                        return null;
                                    }
                                }))
                .startsWith(
                        "LG-501 The connection could not be set up: the data source gave null in"
                                + " place of a connection. Check ");
    }

    @Test
    void aDataSourceThatKnowsOnlyTheCallersThreadIsNoEndOfTheLease() {
        Thread caller = Thread.currentThread();
        project.write("20240102000000_two.sql", "CREATE INDEX CONCURRENTLY one_id ON one (id);\n");
        Routing routing =
                new Routing() {
                    @Override
                    public Connection getConnection() throws SQLException {
                        asked.incrementAndGet();
                        if (Thread.currentThread() != caller) {
                            throw new IllegalStateException("no tenant is set");
                        }
                        return project.database().dataSource().getConnection();
                    }
                };

        assertThat(project.migrator(routing).build().up().applied()).hasSize(2);
        assertThat(routing.asked.get()).isGreaterThan(1);
    }

    @Test
    void aCheckFails() {
        assertThat(
                        failureOf(
                                        () ->
                                                project.migrator()
                                                        .check(
                                                                plan -> {
                                                                    throw new IllegalStateException(
                                                                            "no");
                                                                })
                                                        .build()
                                                        .up())
                                .getMessage())
                .isEqualTo(
                        "LG-101 The check"
                            + " dev.lifeguard.migrate.tests.startup.ApplicationFailureTest failed:"
                            + " java.lang.IllegalStateException: no. Nothing was changed. Mend it,"
                            + " and run this again.");
    }

    @Test
    void aSourceGivesNull() {
        MigrationSource source =
                new MigrationSource() {
                    @Override
                    public String description() {
                        return "nothing";
                    }

                    @Override
                    public List<MigrationFile> files() {
                        return null;
                    }
                };

        assertThat(failureOf(() -> project.migrator().source(source).build().up()).getMessage())
                .startsWith(
                        "LG-101 The source of migrations dev.lifeguard.migrate.tests.startup"
                                + ".ApplicationFailureTest")
                .contains(" failed: java.lang.NullPointerException")
                .endsWith(". Nothing was changed. Mend it, and run this again.");
    }

    @Test
    void everythingThatIsNullIsNamedAtOnce() {
        assertThat(
                        failureOf(
                                        () ->
                                                Migrator.builder(null)
                                                        .source(null)
                                                        .lockTimeout(null)
                                                        .placeholder(null, null)
                                                        .build())
                                .getMessage())
                .isEqualTo(
                        "LG-101 The data source is null. The lock timeout is null. The source is"
                                + " null. The placeholder's name is null. The placeholder's value"
                                + " is null.");
    }

    @Test
    void aFailureSaysWhatWasDoneBeforeIt() {
        project.write("20240102000000_two.sql", "DROP TABLE nowhere;\n");
        project.write("20240103000000_three.sql", "CREATE TABLE three (id int);\n");

        LifeguardException failure = failureOf(project::up);

        assertThat(failure.report()).isPresent();
        assertThat(failure.report().get().applied())
                .containsExactly(new Step(20240101000000L, "one"));
        assertThat(failure.report().get().rolledBack()).isEmpty();
        assertThat(failure.report().get().left())
                .containsExactly(
                        new Step(20240102000000L, "two"), new Step(20240103000000L, "three"));
    }

    @Test
    void whatFailsWhileItIsReadHasTheCallersFramesToo() {
        LifeguardException failure =
                failureOf(
                        () ->
                                Migrator.builder(project.database().dataSource())
                                        .source(MigrationSource.directory(Path.of("nowhere")))
                                        .build()
                                        .up());

        assertThat(failure.code()).isEqualTo("LG-102");
        assertThat(failure.getStackTrace())
                .extracting(StackTraceElement::getClassName)
                .contains(
                        ApplicationFailureTest.class.getName(),
                        "dev.lifeguard.migrate.source.DirectorySource");
    }
}
