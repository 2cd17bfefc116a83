package dev.lifeguard.migrate.tests.dialect;

import static dev.lifeguard.migrate.tests.project.Project.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.MigrationLockGuard;
import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.Migrator.Repair;
import dev.lifeguard.migrate.MigratorBuilder;
import dev.lifeguard.migrate.report.LoggedRun;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What changes a database leaves in its log. */
abstract class LogContract {

    private static final String ROWS = "SELECT count(*) FROM lifeguard_migrations_log";

    @AutoClose private final ContractProject project;
    private final ContractDatabase database;

    LogContract(ContractDatabase database) {
        this.database = database;
        this.project = ContractProject.of(database);
        write("20240101000000_one", "CREATE TABLE one (id int);", "DROP TABLE one;");
        write("20240101000001_two", "CREATE TABLE two (id int);", "DROP TABLE two;");
    }

    private void write(String name, String up, String down) {
        project.write(
                name + ".sql", "-- Up migration\n%s\n-- Down migration\n%s\n".formatted(up, down));
    }

    private MigratorBuilder builder() {
        return project.migrator().application("tests");
    }

    private Migrator migrator() {
        return builder().build();
    }

    private List<String> log() {
        return migrator().log(100).stream().map(LogContract::line).toList();
    }

    private static String line(LoggedRun run) {
        return "%s %s%s %s"
                .formatted(
                        run.command(),
                        run.outcome(),
                        run.code().map(code -> " " + code).orElse(""),
                        run.migrations().stream().map(each -> each.label()).toList());
    }

    @Test
    void hasARowForTheBeginningAndTheEndOfARun() {
        Instant before = Instant.now().minus(Duration.ofMinutes(5));
        migrator().up();

        assertThat(log()).containsExactly("up SUCCEEDED [20240101000000 one, 20240101000001 two]");
        LoggedRun run = migrator().log(1).getFirst();
        assertThat(run.began().orElseThrow()).isBetween(before, run.ended().orElseThrow());
        assertThat(run.ended().orElseThrow()).isBefore(Instant.now().plus(Duration.ofMinutes(5)));
        assertThat(run.osUser()).isEqualTo(System.getProperty("user.name"));
        assertThat(run.process()).isEqualTo(ProcessHandle.current().pid());
        assertThat(run.application()).isEqualTo("tests");
        assertThat(run.host()).isNotBlank();
        assertThat(run.migrations().getFirst().version()).isEqualTo(20240101000000L);
        assertThat(database.query(ROWS)).containsExactly("2");
    }

    @Test
    void hasNothingOfARunWithoutWork() {
        assertThat(log()).isEmpty();
        migrator().up();
        migrator().up();
        migrator().status();
        migrator().validate();

        assertThat(database.query(ROWS)).containsExactly("2");
    }

    @Test
    void saysWhatAFailedRunHadDone() {
        write("20240101000001_two", "CREATE TABLE two (id int);\nINSERT INTO none VALUES (1);", "");
        failureOf(() -> migrator().up());

        assertThat(log()).hasSize(1);
        assertThat(log().getFirst())
                .startsWith("up FAILED LG-20")
                .endsWith(" [20240101000000 one]");
    }

    @Test
    void hasWhatChangesTheHistoryByHand() {
        migrator().baseline(20240101000000L);
        migrator().up();
        migrator().repair(new Repair.AcceptChecksum(20240101000001L));
        migrator().down();
        failureOf(() -> migrator().repair(new Repair.MarkUndone(20240101000000L)));
        MigrationLockGuard lock = migrator().lock();
        migrator().unlock();
        lock.close();

        assertThat(log())
                .startsWith(
                        "baseline SUCCEEDED [20240101000000 one]",
                        "up SUCCEEDED [20240101000001 two]",
                        "repair SUCCEEDED [20240101000001 two]",
                        "down SUCCEEDED [20240101000001 two]")
                .endsWith("unlock --force SUCCEEDED []");
        LoggedRun unlocked = migrator().log(1).getFirst();
        assertThat(unlocked.detail().orElseThrow())
                .startsWith("removed the lock of %s, process ".formatted(unlocked.host()));
        assertThat(unlocked.began()).isEmpty();
        assertThat(migrator().log(2)).hasSize(2);
    }

    @Test
    void isMadeWhereTheStateTableIsOlder() {
        migrator().up();
        database.execute("DROP TABLE lifeguard_migrations_log");
        assertThat(migrator().log(5)).isEmpty();
        migrator().down();

        assertThat(log()).containsExactly("down SUCCEEDED [20240101000001 two]");
    }

    @Test
    void isNoReasonForARunToFail() {
        migrator().up();
        database.execute(
                "DROP TABLE lifeguard_migrations_log",
                "CREATE TABLE lifeguard_migrations_log (id int)");
        assertThat(migrator().down().rolledBack()).hasSize(1);
        assertThat(migrator().up().warnings())
                .filteredOn(warning -> warning.startsWith("The log \""))
                .singleElement()
                .asString()
                .contains("lifeguard_migrations_log\" was not written to: ")
                .endsWith(" What the run did is in the history all the same.");
        assertThat(project.history()).containsExactly("one|whole", "two|whole");
    }

    @Test
    void showsARunWithoutAnEnd() {
        migrator().up();
        database.execute("DELETE FROM lifeguard_migrations_log WHERE event = 'ended'");

        assertThat(log()).containsExactly("up NO_END [20240101000000 one, 20240101000001 two]");
    }
}
