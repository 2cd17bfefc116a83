package dev.lifeguard.migrate.tests.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.report.MigrationEvent;
import dev.lifeguard.migrate.source.MigrationSource;
import dev.lifeguard.migrate.tests.dialect.CutDataSource.Moment;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

/** What a COMMIT on SQLite waits for, and what is said of one that fails. */
final class SqliteCommitTest {

    /** SQLite documentation, page "Result and Error Codes". */
    private static final int IO_ERROR = 10;

    @AutoClose private final ContractDatabase database = ContractDatabase.sqlite();
    private final List<String> finished = new ArrayList<>();
    @TempDir private Path directory;

    private Migrator migrator(DataSource dataSource) {
        return Migrator.builder(dataSource)
                .source(MigrationSource.directory(directory))
                .listener(this::hear)
                .build();
    }

    private void hear(MigrationEvent event) {
        if (event instanceof MigrationEvent.MigrationFinished done) {
            finished.add(done.result().name());
        }
    }

    private void write(String script) throws IOException {
        Files.writeString(directory.resolve("20240101000000_one.sql"), script);
    }

    @Test
    void waitsForTheDiskWhateverTheScriptSays() throws IOException {
        write(
                """
                PRAGMA synchronous = OFF;
                CREATE TABLE one AS SELECT synchronous AS level FROM pragma_synchronous;
                """);

        migrator(database.dataSource()).up();

        assertThat(database.query("SELECT level FROM one")).containsExactly("2");
    }

    @Test
    void waitsForTheDiskWhateverTheUrlSaysAndPutsThatBack() throws IOException, SQLException {
        write("CREATE TABLE one AS SELECT synchronous AS level FROM pragma_synchronous;\n");
        SQLiteDataSource quick = new SQLiteDataSource();
        quick.setUrl(database.url() + "?synchronous=OFF");
        try (Connection connection = quick.getConnection()) {
            migrator(kept(connection)).up();

            assertThat(TestDatabase.query(connection, "SELECT synchronous FROM pragma_synchronous"))
                    .containsExactly("0");
        }
        assertThat(database.query("SELECT level FROM one")).containsExactly("2");
    }

    private LifeguardException failureOfUp(Moment moment) throws IOException {
        write("CREATE TABLE one (id int);\n");
        return Project.failureOf(migrator(failing(moment))::up);
    }

    /** Connections whose COMMIT says that the disk failed, and stays connected. */
    private DataSource failing(Moment moment) {
        return answering(
                "getConnection",
                database.dataSource(),
                DataSource.class,
                connection ->
                        answering(
                                "createStatement",
                                (Connection) connection,
                                Connection.class,
                                statement -> failing((Statement) statement, moment)));
    }

    private static Statement failing(Statement statement, Moment moment) {
        return WatchedDataSource.proxy(
                Statement.class,
                (self, method, arguments) -> {
                    boolean commit =
                            method.getName().equals("execute") && arguments[0].equals("COMMIT");
                    if (commit && moment == Moment.AFTER) {
                        WatchedDataSource.invoke(statement, method, arguments);
                    }
                    if (commit) {
                        throw new SQLException("disk I/O error", null, IO_ERROR);
                    }
                    return WatchedDataSource.invoke(statement, method, arguments);
                });
    }

    /** The same but for what one of its methods gives. */
    private static <T> T answering(
            String name, T target, Class<T> type, UnaryOperator<Object> instead) {
        return WatchedDataSource.proxy(
                type,
                (self, method, arguments) -> {
                    Object result = WatchedDataSource.invoke(target, method, arguments);
                    return method.getName().equals(name) ? instead.apply(result) : result;
                });
    }

    /** Gives one connection again and again. */
    private static DataSource kept(Connection connection) {
        Connection open =
                WatchedDataSource.proxy(
                        Connection.class,
                        (self, method, arguments) ->
                                method.getName().equals("close")
                                        ? null
                                        : WatchedDataSource.invoke(connection, method, arguments));
        return WatchedDataSource.proxy(DataSource.class, (self, method, arguments) -> open);
    }

    @Test
    void theHistoryIsAskedBehindACommitThatFails() throws IOException {
        LifeguardException failure = failureOfUp(Moment.AFTER);

        assertThat(failure)
                .hasMessage(
                        "LG-501 The database failed at the COMMIT of migration 20240101000000 one:"
                                + " disk I/O error. The history says that it is committed. Run up"
                                + " again: it goes on from there.");
        assertThat(finished).containsExactly("one");
    }

    @Test
    void aCommitThatDidNothingIsRolledBack() throws IOException {
        LifeguardException failure = failureOfUp(Moment.BEFORE);

        assertThat(failure.kind()).isEqualTo(ErrorKind.SCRIPT_FAILED);
        assertThat(failure)
                .hasMessage(
                        "LG-201 Migration 20240101000000 one failed at its COMMIT in"
                                + " 20240101000000_one.sql: disk I/O error. Nothing was changed:"
                                + " the transaction was rolled back. Check the database's file, and"
                                + " the disk that it is on, and run up again.");
        assertThat(finished).isEmpty();
        assertThat(database.query("SELECT name FROM sqlite_master WHERE name = 'one'")).isEmpty();
    }
}
