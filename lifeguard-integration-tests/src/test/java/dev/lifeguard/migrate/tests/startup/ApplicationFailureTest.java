package dev.lifeguard.migrate.tests.startup;

import static dev.lifeguard.migrate.tests.project.Project.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.error.RunReport.Step;
import dev.lifeguard.migrate.report.MigrationEvent;
import dev.lifeguard.migrate.source.MigrationSource;
import dev.lifeguard.migrate.source.MigrationSource.MigrationFile;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
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
                .isEqualTo(
                        "LG-501 No connection was got: the data source"
                                + " dev.lifeguard.migrate.tests.startup.ApplicationFailureTest$1"
                                + " failed: java.lang.IllegalStateException: no tenant is set. Mend"
                                + " it, and run this again.");
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
                .isEqualTo(
                        "LG-501 No connection was got: the data source"
                            + " dev.lifeguard.migrate.tests.startup.ApplicationFailureTest$2 gave"
                            + " null in place of a connection. Mend it, and run this again.");
    }

    @Test
    void aDataSourceFailsWithAnError() {
        assertThat(
                        failureOfUp(
                                new Routing() {
                                    @Override
                                    public Connection getConnection() {
                                        throw new NoClassDefFoundError("com/example/Vault");
                                    }
                                }))
                .isEqualTo(
                        "LG-501 No connection was got: the data source"
                                + " dev.lifeguard.migrate.tests.startup.ApplicationFailureTest$3"
                                + " failed: java.lang.NoClassDefFoundError: com/example/Vault. Mend"
                                + " it, and run this again.");
    }

    @Test
    void whatADataSourceWrapsIsWhatIsTold() {
        assertThat(
                        failureOfUp(
                                new Routing() {
                                    @Override
                                    public Connection getConnection() {
                                        throw new IllegalStateException(
                                                "no pool", new SQLException("refused", "28P01"));
                                    }
                                }))
                .isEqualTo(
                        "LG-501 The database refused the login: refused (SQLState 28P01). Check"
                                + " the user and the password.");
    }

    @Test
    void aListenerThatFailsAtTheReleaseLeavesTheReport() {
        LifeguardException failure =
                failureOf(
                        () ->
                                project.migrator()
                                        .listener(ApplicationFailureTest::failAtRelease)
                                        .build()
                                        .up());

        assertThat(failure)
                .hasMessage(
                        "LG-101 The listener"
                            + " dev.lifeguard.migrate.tests.startup.ApplicationFailureTest failed:"
                            + " java.lang.IllegalStateException: no. That ends the run; what was"
                            + " committed by then stays. Mend it, and run this again.");
        assertThat(failure.report().orElseThrow().applied())
                .containsExactly(new Step(20240101000000L, null, "one"));
        assertThat(failure.report().orElseThrow().left()).isEmpty();
    }

    @Test
    void soItDoesBehindABaseline() {
        LifeguardException failure =
                failureOf(
                        () ->
                                project.migrator()
                                        .listener(ApplicationFailureTest::failAtRelease)
                                        .build()
                                        .baseline(20240101000000L));

        assertThat(failure.report().orElseThrow().applied())
                .containsExactly(new Step(20240101000000L, null, "one"));
    }

    private static void failAtRelease(MigrationEvent event) {
        if (event instanceof MigrationEvent.LockReleased) {
            throw new IllegalStateException("no");
        }
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
    void aCheckGivesNull() {
        assertThat(failureOf(() -> project.migrator().check(plan -> null).build().up()))
                .hasMessage(
                        "LG-101 The check"
                            + " dev.lifeguard.migrate.tests.startup.ApplicationFailureTest gave"
                            + " null in place of its findings. Nothing was changed. Mend it, and"
                            + " run this again.");
    }

    private static final String SOURCE =
            "dev.lifeguard.migrate.tests.startup.ApplicationFailureTest$Given";

    /** A source with what it is told to give. */
    private record Given(String description, List<MigrationFile> files) implements MigrationSource {

        static Given of(MigrationFile... files) {
            return new Given("given", Arrays.asList(files));
        }
    }

    private record GivenFile(String name, Callable<InputStream> content) implements MigrationFile {

        @Override
        public InputStream open() throws IOException {
            try {
                return content.call();
            } catch (IOException | RuntimeException failure) {
                throw failure;
            } catch (Exception impossible) {
                throw new IllegalArgumentException(impossible);
            }
        }
    }

    private void assertFailure(MigrationSource source, String message) {
        assertThat(failureOf(() -> project.migrator().source(source).build().up()))
                .hasMessage("LG-101 The %s Mend it, and run this again.".formatted(message));
    }

    private void assertGaveNull(MigrationSource source, String instead) {
        assertFailure(
                source,
                "source of migrations %s gave null in place of %s. Nothing was changed."
                        .formatted(SOURCE, instead));
    }

    @Test
    void aSourceGivesNull() {
        assertGaveNull(new Given("given", null), "its files");
        assertGaveNull(new Given(null, List.of()), "its description");
        assertGaveNull(Given.of((MigrationFile) null), "a file");
        assertGaveNull(Given.of(new GivenFile(null, null)), "a file's name");
    }

    @Test
    void aFileOfASourceFails() {
        String name = "20240102000000_two.sql";
        String file = "file \"%s\" of the source of migrations %s".formatted(name, SOURCE);

        assertFailure(
                Given.of(new GivenFile(name, () -> null)),
                file + " gave null in place of a stream.");
        assertFailure(
                Given.of(
                        new GivenFile(
                                name,
                                () -> {
                                    throw new IllegalStateException("no");
                                })),
                file + " failed: java.lang.IllegalStateException: no.");
        assertFailure(
                Given.of(
                        new GivenFile(
                                name,
                                () ->
                                        new InputStream() {
                                            @Override
                                            public int read() {
                                                throw new IllegalStateException("closed");
                                            }

                                            @Override
                                            public int read(byte[] bytes, int from, int most) {
                                                throw new IllegalStateException("closed");
                                            }
                                        })),
                file + " failed: java.lang.IllegalStateException: closed.");
    }

    @Test
    void aFileOfASourceThatIsNoMigrationIsLeftOut() {
        assertThat(
                        project.migrator()
                                .source(Given.of(new GivenFile("README", () -> null)))
                                .build()
                                .up()
                                .applied())
                .hasSize(1);
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
                .containsExactly(new Step(20240101000000L, null, "one"));
        assertThat(failure.report().get().rolledBack()).isEmpty();
        assertThat(failure.report().get().left())
                .containsExactly(
                        new Step(20240102000000L, null, "two"),
                        new Step(20240103000000L, null, "three"));
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
                        "dev.lifeguard.migrate.source.catalog.DirectorySource");
    }
}
