package dev.lifeguard.migrate.tests.dialect;

import static dev.lifeguard.migrate.tests.project.Project.failureOf;
import static dev.lifeguard.migrate.tests.project.Project.names;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.MigratorBuilder;
import dev.lifeguard.migrate.error.ConfigurationException;
import dev.lifeguard.migrate.error.MigrationFailedException;
import dev.lifeguard.migrate.plan.OutOfOrder;
import dev.lifeguard.migrate.plan.Target;
import dev.lifeguard.migrate.report.MigrationReport;
import dev.lifeguard.migrate.source.MigrationSource;
import dev.lifeguard.migrate.tests.layout.NumberedPairs;
import dev.lifeguard.migrate.tests.server.Background;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a history keeps whose files were converted, on every database. */
abstract class MovedHistoryContract {

    @AutoClose private final ContractProject project;
    private final ContractDatabase database;
    @TempDir private Path converted;

    MovedHistoryContract(ContractDatabase database) {
        this.database = database;
        this.project = ContractProject.of(database);
    }

    private static long version(int former) {
        return 20000101000000L + former;
    }

    private MigratorBuilder former() {
        return database.migrator()
                .source(MigrationSource.directory(project.directory(), new NumberedPairs()))
                .outOfOrder(OutOfOrder.ALLOW);
    }

    private Migrator now() {
        return database.migrator().source(MigrationSource.directory(converted)).build();
    }

    private void write(int version, String up) {
        project.write("%s_t%s.up.sql".formatted(version, version), up);
        project.write(
                "%1$s_t%1$s.down.sql".formatted(version), "DROP TABLE t%s;\n".formatted(version));
    }

    private void apply(int... versions) {
        for (int version : versions) {
            write(version, "CREATE TABLE t%s (id int);\n".formatted(version));
        }
        former().build().up();
    }

    /** The files under other names, and what they were called in the history. */
    private void convert() throws IOException {
        StringBuilder names = new StringBuilder();
        for (String row :
                database.query(
                        "SELECT label, name, checksum FROM lifeguard_migrations WHERE version > 0"
                                + " ORDER BY version")) {
            List<String> columns = List.of(row.split("\\|"));
            int label = Integer.parseInt(columns.getFirst());
            names.append(
                    String.format(
                            Locale.ROOT,
                            "%1$s\t%2$s\t%3$s\t%3$s\t%2$s\n",
                            version(label),
                            label,
                            columns.get(2)));
            for (String part : List.of("up", "down")) {
                Files.copy(
                        project.directory().resolve("%s_t%s.%s.sql".formatted(label, label, part)),
                        file(label, part));
            }
        }
        Files.writeString(converted.resolve("lifeguard-converted.tsv"), names);
    }

    private Path file(int former, String part) {
        return converted.resolve("%s_t%s.%s.sql".formatted(version(former), former, part));
    }

    /** One that is new, so that the next run has work. */
    private void writeNew() throws IOException {
        Files.writeString(file(9, "up"), "CREATE TABLE t9 (id int);\n");
        Files.writeString(file(9, "down"), "DROP TABLE t9;\n");
    }

    private List<String> history() {
        return database.query(
                "SELECT version, label, name FROM lifeguard_migrations WHERE version <> -1 ORDER"
                        + " BY applied_order");
    }

    @Test
    void theNextRunWritesItAnew() throws IOException {
        apply(1, 3);
        apply(2);
        convert();
        writeNew();

        assertThat(names(now().up().applied())).containsExactly("t9");

        assertThat(history())
                .containsExactly(
                        "20000101000001||t1",
                        "20000101000003||t3",
                        "20000101000002||t2",
                        "20000101000009||t9");
        assertThat(now().validate().upToDate()).isTrue();
        assertThat(names(now().down(Target.all()).rolledBack()))
                .containsExactly("t9", "t2", "t3", "t1");
    }

    @Test
    void nothingIsWrittenAndNoLockStaysWhereOneRowIsRefused() throws IOException {
        apply(1, 2, 3);
        convert();
        writeNew();
        List<String> before = history();
        database.refuse(version(2));

        assertThat(failureOf(() -> now().up()))
                .isInstanceOf(ConfigurationException.class)
                .message()
                .startsWith("LG-101 The state table \"")
                .contains("refuses what this program writes to it")
                .endsWith(
                        "Take out what refuses it: a constraint, an index, a trigger or a column"
                                + " that this program did not make, or name another one with"
                                + " schema(…) and table(…).");

        assertThat(now().lockHolder()).isEmpty();
        assertThat(history()).isEqualTo(before);
        database.acceptAgain();
        assertThat(names(now().up().applied())).containsExactly("t9");
    }

    @Test
    void onePartWayGoesOnWhereItStopped() throws IOException {
        apply(1);
        write(
                2,
                """
                -- lifeguard:no-transaction
                CREATE TABLE t2 (id int);
                CREATE TABLE late (id int);
                """);
        database.execute("CREATE TABLE late (id int)");
        assertThat(failureOf(() -> former().build().up()))
                .isInstanceOf(MigrationFailedException.class);
        database.execute("DROP TABLE late");
        convert();

        assertThat(names(now().up().applied())).containsExactly("t2");

        assertThat(history()).containsExactly("20000101000001||t1", "20000101000002||t2");
        assertThat(database.query("SELECT count(*) FROM late")).containsExactly("0");
        assertThat(now().validate().upToDate()).isTrue();
    }

    @Test
    void oneWhoseFileIsGoneSinceIsRolledBackByItsRecordedScript() throws IOException {
        apply(1, 2);
        convert();
        writeNew();
        now().up();
        Files.delete(file(2, "up"));
        Files.delete(file(2, "down"));

        assertThat(names(now().down(Target.steps(2)).rolledBack())).containsExactly("t9", "t2");

        database.execute("CREATE TABLE t2 (id int)");
    }

    @Test
    void twoRunnersWriteItOnce() throws IOException {
        apply(1, 2, 3);
        convert();
        writeNew();

        Background<MigrationReport> other = Background.start(() -> now().up());
        int applied = now().up().applied().size();

        assertThat(applied + other.result().applied().size()).isEqualTo(1);
        assertThat(history())
                .containsExactly(
                        "20000101000001||t1",
                        "20000101000002||t2",
                        "20000101000003||t3",
                        "20000101000009||t9");
    }
}
