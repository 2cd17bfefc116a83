package dev.lifeguard.migrate.tests.dialect;

import static dev.lifeguard.migrate.tests.project.Project.failureOf;
import static dev.lifeguard.migrate.tests.project.Project.names;
import static dev.lifeguard.migrate.tests.project.Project.pendingNames;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.MigratorBuilder;
import dev.lifeguard.migrate.error.ConfigurationException;
import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.error.LockTimeoutException;
import dev.lifeguard.migrate.error.ValidationException;
import dev.lifeguard.migrate.plan.OutOfOrder;
import dev.lifeguard.migrate.plan.Target;
import dev.lifeguard.migrate.report.ImportReport;
import dev.lifeguard.migrate.report.ImportReport.ImportedMigration;
import dev.lifeguard.migrate.source.MigrationSource;
import dev.lifeguard.migrate.tests.layout.NumberedPairs;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What taking over another tool's history keeps to on every database. */
abstract class ImportContract {

    @AutoClose private final ContractProject project;
    final ContractDatabase database;

    ImportContract(ContractDatabase database) {
        this.database = database;
        this.project = ContractProject.of(database);
    }

    /** The type of a moment that keeps its zone, or is in UTC. */
    abstract String momentType();

    /** Whether a row that another session has locked is refused at once. */
    boolean locksRows() {
        return true;
    }

    final MigratorBuilder builder() {
        return database.migrator()
                .source(MigrationSource.directory(project.directory(), new NumberedPairs()));
    }

    final Migrator migrator() {
        return builder().outOfOrder(OutOfOrder.ALLOW).build();
    }

    final void write(int version) {
        project.write(
                version + "_t" + version + ".up.sql",
                "CREATE TABLE t%1$s (id int PRIMARY KEY);\n".formatted(version));
        project.write(
                version + "_t" + version + ".down.sql", "DROP TABLE t%s;\n".formatted(version));
    }

    /** The tool's table, and what it applied in that order. */
    final void applyByLedger(int... versions) {
        database.execute(
                "CREATE TABLE ledger (place int, version varchar(50), length bigint, at "
                        + momentType()
                        + ", ok boolean)",
                "CREATE TABLE ledger_lock (id int, owner varchar(50))",
                "INSERT INTO ledger_lock VALUES (1, NULL)");
        int place = 0;
        for (int version : versions) {
            alsoApplyByLedger(++place, version);
        }
    }

    final void alsoApplyByLedger(int place, int version) {
        write(version);
        String text = "CREATE TABLE t%1$s (id int PRIMARY KEY)".formatted(version);
        database.execute(
                text,
                String.format(
                        Locale.ROOT,
                        "INSERT INTO ledger VALUES (%s, '%s', %s, '2024-01-%02d 10:00:00', true)",
                        place,
                        version,
                        text.length() + 2,
                        place));
    }

    private static List<String> versions(List<ImportedMigration> migrations) {
        return migrations.stream().map(each -> each.version().toString()).toList();
    }

    private List<String> history() {
        return database.query(
                "SELECT label, name, applied_order, origin, applied_by FROM lifeguard_migrations"
                        + " WHERE version >= 0 ORDER BY applied_order");
    }

    private boolean hasStateTable() {
        try {
            database.query("SELECT count(*) FROM lifeguard_migrations");
            return true;
        } catch (IllegalStateException none) {
            return false;
        }
    }

    @Test
    void takesOverWhatTheToolAppliedWithItsTimesAndOrder() {
        applyByLedger(1, 3, 2);
        write(4);

        ImportReport report = migrator().importHistory(Ledger.LEDGER);

        assertThat(versions(report.imported())).containsExactly("1", "3", "2");
        assertThat(report.imported().getFirst().appliedAt())
                .isEqualTo(Instant.parse("2024-01-01T10:00:00Z"));
        assertThat(pendingNames(report.pending())).containsExactly("t4");
        assertThat(history())
                .containsExactly("1|t1|1|ledger|ann", "3|t3|2|ledger|ann", "2|t2|3|ledger|ann");
        assertThat(migrator().status().applied())
                .extracting(record -> record.appliedAt().toString())
                .containsExactly(
                        "2024-01-01T10:00:00Z", "2024-01-03T10:00:00Z", "2024-01-02T10:00:00Z");
        assertThat(migrator().validate().upToDate()).isFalse();
        assertThat(names(migrator().up().applied())).containsExactly("t4");
        assertThat(names(migrator().down(Target.steps(2)).rolledBack()))
                .containsExactly("t4", "t2");
        assertThat(migrator().lockHolder()).isEmpty();
    }

    @Test
    void rollsBackByWhatItRecordedWhenTheFileIsGone() throws Exception {
        applyByLedger(1, 2);
        migrator().importHistory(Ledger.LEDGER);
        Files.delete(project.directory().resolve("2_t2.up.sql"));
        Files.delete(project.directory().resolve("2_t2.down.sql"));

        assertThat(names(migrator().down().rolledBack())).containsExactly("t2");
        assertThat(history()).containsExactly("1|t1|1|ledger|ann");
    }

    @Test
    void aDryRunWritesNothing() {
        applyByLedger(1, 2);
        write(3);

        ImportReport report = migrator().planImport(Ledger.LEDGER);

        assertThat(versions(report.imported())).containsExactly("1", "2");
        assertThat(pendingNames(report.pending())).containsExactly("t3");
        assertThat(hasStateTable()).isFalse();
    }

    @Test
    void aDryRunWarnsOfWaysBackThatWouldNotBeRecorded() {
        applyByLedger(1, 2);
        project.write("2_t2.down.sql", "DROP TABLE t2; SELECT 'open");

        List<String> before = ofFiles(migrator().planImport(Ledger.LEDGER).warnings());
        List<String> warnings = ofFiles(migrator().importHistory(Ledger.LEDGER).warnings());

        assertThat(before).isEqualTo(warnings);
        assertThat(warnings)
                .singleElement()
                .asString()
                .startsWith(
                        "The way back of migration 2 t2 is not recorded, since its file cannot be"
                                + " read: ");
    }

    /** MariaDB's databases are its schemas, and tests beside this one have a history in others. */
    private static List<String> ofFiles(List<String> warnings) {
        return warnings.stream()
                .filter(warning -> !warning.startsWith("There is no history in "))
                .toList();
    }

    @Test
    void aSecondImportChangesNothingAndALaterOneTakesOverTheRest() {
        applyByLedger(1, 2);
        migrator().importHistory(Ledger.LEDGER);
        List<String> before = database.query("SELECT * FROM lifeguard_migrations");

        assertThat(migrator().importHistory(Ledger.LEDGER).imported()).isEmpty();
        assertThat(database.query("SELECT * FROM lifeguard_migrations")).isEqualTo(before);

        alsoApplyByLedger(3, 5);
        assertThat(versions(migrator().importHistory(Ledger.LEDGER).imported()))
                .containsExactly("5");
        assertThat(history()).last().isEqualTo("5|t5|3|ledger|ann");
        assertThat(versions(migrator().undoImport(Ledger.LEDGER).takenBack()))
                .containsExactly("5", "2", "1");
        assertThat(history()).isEmpty();
    }

    @Test
    void doesNotTakeOverAgainWhatWasRolledBackHere() {
        applyByLedger(1, 2);
        migrator().importHistory(Ledger.LEDGER);
        migrator().down();

        ImportReport again = migrator().importHistory(Ledger.LEDGER);

        assertThat(again.imported()).isEmpty();
        assertThat(pendingNames(again.pending())).containsExactly("t2");
        assertThat(again.warnings())
                .containsExactly(
                        "Not taken over again, as they were rolled back here after an import:"
                                + " 2 t2. They are pending.");
        alsoApplyByLedger(3, 5);
        assertThat(versions(migrator().importHistory(Ledger.LEDGER).imported()))
                .containsExactly("5");
        migrator().down(Target.version(0));
        assertThat(migrator().importHistory(Ledger.LEDGER).imported()).isEmpty();
        assertThat(migrator().up().applied()).hasSize(3);
        assertThat(ofFiles(migrator().importHistory(Ledger.LEDGER).warnings())).isEmpty();
    }

    @Test
    void takesOverAgainWhatWasTakenBackByUndo() {
        applyByLedger(1, 2);
        migrator().importHistory(Ledger.LEDGER);
        migrator().undoImport(Ledger.LEDGER);

        assertThat(versions(migrator().importHistory(Ledger.LEDGER).imported()))
                .containsExactly("1", "2");
    }

    @Test
    void problemsWriteNothingAndAreToldAllAtOnce() {
        applyByLedger(1, 2);
        database.execute(
                "INSERT INTO ledger VALUES (3, '7', 1, '2024-01-03 10:00:00', true)",
                "INSERT INTO ledger VALUES (4, '8', 1, '2024-01-03 10:00:00', false)");
        project.write("2_t2.up.sql", "SELECT 1;");

        LifeguardException refused = failureOf(() -> migrator().importHistory(Ledger.LEDGER));

        assertThat(((ValidationException) refused).problems())
                .extracting(ErrorDetail::kind)
                .containsExactly(
                        ErrorKind.CHECKSUM_MISMATCH,
                        ErrorKind.MISSING_MIGRATION,
                        ErrorKind.PARTIALLY_APPLIED);
        assertThat(hasStateTable()).isFalse();
        assertThat(failureOf(() -> migrator().planImport(Ledger.LEDGER)).getMessage())
                .isEqualTo(refused.getMessage());
    }

    @Test
    void takesBackWhatItTookOver() {
        applyByLedger(1, 2);
        write(3);
        migrator().importHistory(Ledger.LEDGER);

        ImportReport report = migrator().undoImport(Ledger.LEDGER);

        assertThat(versions(report.takenBack())).containsExactly("2", "1");
        assertThat(pendingNames(report.pending())).containsExactly("t1", "t2", "t3");
        assertThat(history()).isEmpty();
        assertThat(versions(migrator().importHistory(Ledger.LEDGER).imported()))
                .containsExactly("1", "2");
    }

    @Test
    void takesNothingBackOnceSomethingWasApplied() {
        applyByLedger(1, 2);
        write(3);
        migrator().importHistory(Ledger.LEDGER);
        migrator().up();

        assertThat(failureOf(() -> migrator().undoImport(Ledger.LEDGER)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(
                        "LG-101 Something was applied, rolled back or repaired since the history"
                                + " was taken over from Ledger, so the import cannot be taken"
                                + " back: the history of Ledger would not tell what the database"
                                + " holds. Roll that back first where it can be, or go on with"
                                + " this history. migrator.status() lists what there is.");

        migrator().down();
        assertThat(versions(migrator().undoImport(Ledger.LEDGER).takenBack()))
                .containsExactly("2", "1");
    }

    @Test
    void takesNothingBackOnceOneOfThemWasRolledBack() {
        applyByLedger(1, 2);
        migrator().importHistory(Ledger.LEDGER);
        migrator().down();

        assertThat(failureOf(() -> migrator().undoImport(Ledger.LEDGER)))
                .isInstanceOf(ConfigurationException.class);
        migrator().up();
        assertThat(failureOf(() -> migrator().undoImport(Ledger.LEDGER)))
                .isInstanceOf(ConfigurationException.class);
        assertThat(history()).hasSize(2);
    }

    @Test
    void takesBackTheLastImportAloneWhereSomethingWasAppliedBeforeIt() {
        applyByLedger(1);
        migrator().importHistory(Ledger.LEDGER);
        write(2);
        migrator().up();
        alsoApplyByLedger(2, 3);
        migrator().importHistory(Ledger.LEDGER);

        assertThat(versions(migrator().undoImport(Ledger.LEDGER).takenBack())).containsExactly("3");
        assertThat(failureOf(() -> migrator().undoImport(Ledger.LEDGER)))
                .isInstanceOf(ConfigurationException.class);
    }

    @Test
    void nothingWasTakenOver() {
        write(1);
        migrator().up();

        assertThat(failureOf(() -> migrator().undoImport(Ledger.LEDGER)))
                .hasMessage(
                        "LG-101 The history holds nothing that was taken over from another tool,"
                                + " so there is nothing to take back. migrator.status() lists what"
                                + " there is.");
    }

    @Test
    void leavesWhatItAppliedItselfAsItIs() {
        write(1);
        migrator().up();
        applyByLedger();
        database.execute("DROP TABLE t1");
        alsoApplyByLedger(1, 1);
        alsoApplyByLedger(2, 2);

        assertThat(versions(migrator().importHistory(Ledger.LEDGER).imported()))
                .containsExactly("2");
        assertThat(history()).first().asString().startsWith("1|t1|1||");
        assertThat(versions(migrator().undoImport(Ledger.LEDGER).takenBack())).containsExactly("2");
    }

    @Test
    void refusesWhatTheToolTookBackSince() {
        applyByLedger(1, 2);
        migrator().importHistory(Ledger.LEDGER);
        database.execute("DELETE FROM ledger WHERE version = '2'");

        assertThat(failureOf(() -> migrator().importHistory(Ledger.LEDGER)))
                .hasMessage(
                        "LG-305 Migration 2 t2 was taken over from Ledger, whose history does not"
                                + " have it any more: Ledger took it back since. Take the import"
                                + " back, migrator.undoImport(…), and repeat it.");
        migrator().undoImport(Ledger.LEDGER);
        assertThat(versions(migrator().importHistory(Ledger.LEDGER).imported()))
                .containsExactly("1");
    }

    @Test
    void refusesASecondToolInOneHistory() {
        applyByLedger(1);
        migrator().importHistory(Ledger.LEDGER);

        assertThat(failureOf(() -> migrator().importHistory(new Ledger("other", "ledger"))))
                .hasMessage(
                        "LG-305 The history holds what was taken over from ledger, whose"
                                + " migrations are others than those of Ledger. Take that back"
                                + " first, migrator.undoImport(…), or keep this history in another"
                                + " table: schema(…) and table(…).");
    }

    @Test
    void addsItsColumnsToAnOlderTable() {
        write(1);
        migrator().up();
        database.execute(
                "ALTER TABLE lifeguard_migrations DROP COLUMN origin",
                "ALTER TABLE lifeguard_migrations DROP COLUMN origin_digest");
        applyByLedger();
        alsoApplyByLedger(1, 2);

        assertThat(migrator().importHistory(Ledger.LEDGER).imported()).hasSize(1);
        assertThat(migrator().undoImport(Ledger.LEDGER).takenBack()).hasSize(1);
        database.execute(
                "ALTER TABLE lifeguard_migrations DROP COLUMN origin",
                "ALTER TABLE lifeguard_migrations DROP COLUMN origin_digest");
        assertThat(failureOf(() -> migrator().undoImport(Ledger.LEDGER)))
                .isInstanceOf(ConfigurationException.class);
        assertThat(names(migrator().down().rolledBack())).containsExactly("t1");
    }

    @Test
    void aTableThatIsNotThereIsNamed() {
        applyByLedger(1);

        assertThat(failureOf(() -> migrator().importHistory(new Ledger("ledger", "nowhere"))))
                .isInstanceOf(ConfigurationException.class)
                .message()
                .startsWith("LG-101 There is no table \"nowhere\"")
                .contains("where the history of Ledger would be. Tables with its columns are: \"")
                .endsWithIgnoringCase("ledger\").");
        assertThat(failureOf(() -> migrator().importHistory(new Ledger("ledger", "ledger_lock"))))
                .message()
                .contains("is none of Ledger: it lacks the columns at, length, ok, place, version.")
                .endsWithIgnoringCase("ledger\").");
        assertThat(hasStateTable()).isFalse();
    }

    @Test
    void aValueOfAnotherKindIsNamed() {
        write(1);
        database.execute(
                "CREATE TABLE ledger (place int, version varchar(50), length varchar(50), at"
                        + " varchar(50), ok boolean)",
                "INSERT INTO ledger VALUES (1, '1', 'long', 'yesterday', true)");

        assertThat(failureOf(() -> migrator().importHistory(Ledger.LEDGER)))
                .isInstanceOf(ConfigurationException.class)
                .message()
                .matches(
                        "LG-101 \"long\" in the column \"length\" of the table"
                                + " \"(?i)([a-z0-9_]+\\.)?ledger(?-i)\" of Ledger is no whole"
                                + " number\\. Correct that row, and repeat this\\.");
        database.execute("UPDATE ledger SET length = '38'");
        assertThat(failureOf(() -> migrator().importHistory(Ledger.LEDGER)))
                .isInstanceOf(ConfigurationException.class)
                .message()
                .startsWith("LG-101 \"yesterday\" in the column \"at\" of the table \"")
                .endsWith("\" of Ledger is no moment. Correct that row, and repeat this.");
        assertThat(hasStateTable()).isFalse();
    }

    @Test
    void takesBackNoRowOfAnotherToolWithThatDigest() {
        applyByLedger(1, 2);
        migrator().importHistory(Ledger.LEDGER);
        database.execute("UPDATE lifeguard_migrations SET origin = 'other' WHERE label = '1'");

        assertThat(versions(migrator().undoImport(Ledger.LEDGER).takenBack())).containsExactly("2");

        assertThat(history()).containsExactly("1|t1|1|other|ann");
    }

    @Test
    void takesOverMoreThanABatch() throws SQLException {
        int count = 1100;
        applyByLedger();
        try (Connection connection = database.dataSource().getConnection();
                PreparedStatement insert =
                        connection.prepareStatement(
                                "INSERT INTO ledger VALUES (?, ?, 41, NULL, true)")) {
            connection.setAutoCommit(false);
            for (int version = 1001; version <= 1000 + count; version++) {
                write(version);
                insert.setInt(1, version);
                insert.setString(2, Integer.toString(version));
                insert.addBatch();
            }
            insert.executeBatch();
            connection.commit();
        }
        Instant before = Instant.now();

        ImportReport report = migrator().importHistory(Ledger.LEDGER);

        assertThat(report.imported()).hasSize(count);
        assertThat(report.imported())
                .allSatisfy(
                        each ->
                                assertThat(each.appliedAt())
                                        .isBetween(
                                                before.minusSeconds(60), before.plusSeconds(600)));
        assertThat(migrator().status().upToDate()).isTrue();
        assertThat(migrator().undoImport(Ledger.LEDGER).takenBack()).hasSize(count);
    }

    @Test
    void waitsForTheToolsOwnLock() throws SQLException {
        applyByLedger(1);
        Migrator patient = builder().lockTimeout(Duration.ofMillis(300)).build();
        database.execute("UPDATE ledger_lock SET owner = 'ann at a'");

        if (locksRows()) {
            assertThat(failureOf(() -> patient.importHistory(Ledger.LEDGER)))
                    .isInstanceOf(LockTimeoutException.class)
                    .hasMessage(
                            "LG-401 The lock of Ledger was not got within 0.3 s. It is held by"
                                    + " \"ann at a\". Nothing was changed. Run this again when"
                                    + " that has ended, or wait longer with lockTimeout(…).");
        }
        database.execute("UPDATE ledger_lock SET owner = NULL");
        if (locksRows()) {
            try (Connection other = database.dataSource().getConnection();
                    Statement statement = other.createStatement()) {
                other.setAutoCommit(false);
                statement.execute("UPDATE ledger_lock SET id = 2");
                assertThat(failureOf(() -> patient.importHistory(Ledger.LEDGER)))
                        .isInstanceOf(LockTimeoutException.class)
                        .message()
                        .contains("Another session has it.");
                other.rollback();
            }
        }
        assertThat(patient.lockHolder()).isEmpty();
        assertThat(patient.importHistory(Ledger.LEDGER).imported()).hasSize(1);
    }
}
