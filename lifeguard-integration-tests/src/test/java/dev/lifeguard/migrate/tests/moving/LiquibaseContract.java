package dev.lifeguard.migrate.tests.moving;

import static dev.lifeguard.migrate.tests.project.Project.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.error.ValidationException;
import dev.lifeguard.migrate.layouts.OtherTool;
import dev.lifeguard.migrate.plan.MigrationStatus;
import dev.lifeguard.migrate.plan.Target;
import dev.lifeguard.migrate.report.ImportReport;
import dev.lifeguard.migrate.report.MigrationReport;
import dev.lifeguard.migrate.takeover.ForeignDatabase;
import dev.lifeguard.migrate.takeover.ForeignHistory;
import dev.lifeguard.migrate.takeover.ForeignLock;
import dev.lifeguard.migrate.takeover.KnownMigrations;
import dev.lifeguard.migrate.takeover.TakenOver;
import dev.lifeguard.migrate.tests.dialect.ContractDatabase;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import liquibase.ChecksumVersion;
import liquibase.changelog.ChangeSet;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The real Liquibase and this project's own, by turns on one database and the same files. */
abstract class LiquibaseContract {

    static final String TABLE = "databasechangelog";

    private final Supplier<ContractDatabase> databases;
    @AutoClose private final LiquibaseProject project;
    private final ContractDatabase database;

    LiquibaseContract(Supplier<ContractDatabase> databases) {
        this.databases = databases;
        this.database = databases.get();
        this.project = LiquibaseProject.of(database);
    }

    private void write() {
        project.write(
                "001_users.sql",
                """
                --property name:text value:varchar(50)
                --changeset me:1
                CREATE TABLE users (id int PRIMARY KEY, name ${text});
                --rollback DROP TABLE users;
                --changeset me:2
                --comment a semicolon in a text
                INSERT INTO users VALUES (1, 'a;b');
                INSERT INTO users VALUES (2, 'c');
                --rollback DELETE FROM users;
                """);
        writeView("id");
        project.write(
                "sub/003_more.sql",
                """
                --changeset you:1
                CREATE TABLE more (id int);
                --rollback DROP TABLE more;
                --changeset you:2 dbms:oracle
                NO SQL THAT ANYBODY KNOWS;
                --changeset you:3 endDelimiter:/
                INSERT INTO more VALUES (1)
                /
                INSERT INTO more VALUES (2)
                /
                --rollback DELETE FROM more
                --changeset you:4
                CREATE TABLE last AS SELECT * FROM seen;
                --rollback empty
                """);
    }

    private void writeView(String columns) {
        project.write(
                "002_view.sql",
                """
                --changeset me:view runOnChange:true
                DROP VIEW IF EXISTS seen;
                CREATE VIEW seen AS SELECT %s FROM users;
                """
                        .formatted(columns));
    }

    private static ForeignHistory history(String table) {
        return OtherTool.LIQUIBASE_SQL.history(table).orElseThrow();
    }

    private ImportReport imported() {
        return project.migrator().build().importHistory(history(TABLE));
    }

    private MigrationStatus status() {
        return project.migrator().build().status();
    }

    private static List<String> applied(MigrationReport report) {
        return report.applied().stream().map(it -> it.version().toString()).toList();
    }

    private static List<String> pending(MigrationStatus status) {
        return status.pending().stream().map(it -> it.version().toString()).toList();
    }

    private static List<String> imported(ImportReport report) {
        return report.imported().stream().map(it -> it.version().toString()).toList();
    }

    private List<ErrorDetail> problems() {
        LifeguardException refused = failureOf(this::imported);
        assertThat(refused).isInstanceOf(ValidationException.class);
        return ((ValidationException) refused).problems();
    }

    /** Tables, views and their columns, and what is in two tables; without those of the tools. */
    private static List<String> schema(ContractDatabase of) {
        List<String> lines = new ArrayList<>();
        try (Connection connection = of.dataSource().getConnection();
                ResultSet columns =
                        connection
                                .getMetaData()
                                .getColumns(
                                        connection.getCatalog(),
                                        connection.getSchema(),
                                        "%",
                                        "%")) {
            while (columns.next()) {
                String table = columns.getString("TABLE_NAME").toLowerCase(Locale.ROOT);
                if (!table.startsWith("databasechangelog") && !table.startsWith("lifeguard_")) {
                    lines.add(
                            "%s.%s %s %s"
                                    .formatted(
                                            table,
                                            columns.getString("COLUMN_NAME"),
                                            columns.getString("TYPE_NAME"),
                                            columns.getString("IS_NULLABLE")));
                }
            }
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
        lines.addAll(of.query("SELECT id, name FROM users ORDER BY id"));
        lines.addAll(of.query("SELECT id FROM more ORDER BY id"));
        lines.addAll(of.query("SELECT id FROM last ORDER BY id"));
        return lines;
    }

    /** What Liquibase alone makes. */
    private List<String> schemaOfLiquibase() {
        try (ContractDatabase other = databases.get()) {
            project.update(other);
            return schema(other);
        }
    }

    @Test
    void goesOnWhereLiquibaseStopped() {
        write();
        project.update(3);

        ImportReport report = imported();
        MigrationReport up = project.migrator().build().up();

        assertThat(imported(report))
                .containsExactly(
                        "001_users.sql::1::me", "001_users.sql::2::me", "002_view.sql::view::me");
        assertThat(report.warnings()).isEmpty();
        assertThat(applied(up))
                .containsExactly(
                        "sub/003_more.sql::1::you",
                        "sub/003_more.sql::3::you",
                        "sub/003_more.sql::4::you");
        assertThat(status().upToDate()).isTrue();
        assertThat(schema(database))
                .isEqualTo(schemaOfLiquibase())
                .anyMatch(line -> line.startsWith("users."));
    }

    @Test
    void makesTheSameFromNothing() {
        write();

        project.migrator().build().up();

        assertThat(schema(database)).isEqualTo(schemaOfLiquibase());
    }

    @Test
    void liquibaseGoesOnWhenTheImportIsTakenBack() {
        write();
        project.update(2);
        imported();

        project.migrator().build().undoImport(history(TABLE));
        project.update();

        assertThat(schema(database)).isEqualTo(schemaOfLiquibase());
        assertThat(project.rows()).hasSize(6);
    }

    @Test
    void takesOverTheRestWhenLiquibaseWentOn() {
        write();
        project.update(2);
        imported();
        assertThat(imported(imported())).isEmpty();
        project.update();

        assertThat(imported(imported()))
                .containsExactly(
                        "002_view.sql::view::me",
                        "sub/003_more.sql::1::you",
                        "sub/003_more.sql::3::you",
                        "sub/003_more.sql::4::you");
        assertThat(status().upToDate()).isTrue();
    }

    @Test
    void takesBackWhatLiquibaseApplied() {
        write();
        project.update();
        imported();

        project.migrator().build().down(Target.steps(3));

        assertThat(pending(status()))
                .containsExactly(
                        "sub/003_more.sql::1::you",
                        "sub/003_more.sql::3::you",
                        "sub/003_more.sql::4::you");
    }

    @Test
    void anEditedOneThatRunsOnChangeIsPendingAtItsPlace() {
        write();
        project.update();
        writeView("id, name");
        imported();

        assertThat(pending(status())).containsExactly("002_view.sql::view::me");
        assertThat(applied(project.migrator().build().up()))
                .containsExactly("002_view.sql::view::me");
        assertThat(database.query("SELECT name FROM seen ORDER BY id")).containsExactly("a;b", "c");
    }

    @Test
    void refusesWhatDoesNotFit() {
        write();
        project.update();
        project.write("001_users.sql", "--changeset me:1\nCREATE TABLE others (id int);\n");

        assertThat(problems())
                .map(each -> each.kind() + " " + each.message().replaceFirst(" was | id,.*", "#"))
                .map(each -> each.replaceFirst("#(?s).*", ""))
                .containsExactly(
                        "CHECKSUM_MISMATCH The changeset db/changes/001_users.sql::1::me",
                        "MISSING_MIGRATION Liquibase applied the changeset"
                                + " db/changes/001_users.sql::2::me, and there is none of that");
        assertThat(database.query("SELECT COUNT(*) FROM DATABASECHANGELOG")).containsExactly("6");
    }

    @Test
    void takesAnEditThatIsDeclaredValid() {
        project.write("a.sql", "--changeset me:1\nCREATE TABLE users (id int);\n");
        project.update();
        String sum = database.query("SELECT MD5SUM FROM DATABASECHANGELOG").getFirst();
        project.write(
                "a.sql",
                "--changeset me:1\n--validCheckSum: "
                        + sum
                        + "\nCREATE TABLE users (id bigint);\n");

        assertThat(imported(imported())).containsExactly("a.sql::1::me");
    }

    @Test
    void takesClearedAndOldChecksums() {
        write();
        project.update();
        project.liquibase(
                it -> {
                    for (ChangeSet each : it.getDatabaseChangeLog().getChangeSets()) {
                        database.execute(
                                "UPDATE DATABASECHANGELOG SET MD5SUM = '%s' WHERE ID = '%s' AND AUTHOR = '%s'"
                                        .formatted(
                                                each.generateCheckSum(ChecksumVersion.V8),
                                                each.getId(),
                                                each.getAuthor()));
                    }
                });
        database.execute("UPDATE DATABASECHANGELOG SET MD5SUM = NULL WHERE ID = '2'");

        assertThat(project.rows().getFirst()).contains("|8:");
        assertThat(imported(imported())).hasSize(6);
    }

    @Test
    void takesOverWhatWasMarkedAndRefusesToRunPreconditions() {
        project.write(
                "a.sql",
                """
                --changeset me:1
                --preconditions onFail:MARK_RAN
                --precondition-sql-check expectedResult:5 SELECT 1
                CREATE TABLE never (id int);
                """);
        project.update();
        project.write(
                "b.sql",
                """
                --changeset me:2
                --preconditions onFail:MARK_RAN
                --precondition-sql-check expectedResult:5 SELECT 1
                CREATE TABLE again (id int);
                """);

        ImportReport report = imported();

        assertThat(imported(report)).containsExactly("a.sql::1::me");
        assertThat(report.warnings())
                .anyMatch(
                        it ->
                                it.contains(
                                        "has marked them without running them: db/changes/a.sql"));
        assertThat(status().problems())
                .singleElement()
                .extracting(each -> each.detail().message())
                .asString()
                .startsWith("b.sql:2:1: The changeset has a precondition (sql-check)");
    }

    @Test
    void refusesAFailedRow() {
        write();
        project.update(1);
        database.execute("UPDATE DATABASECHANGELOG SET EXECTYPE = 'FAILED'");

        assertThat(problems())
                .singleElement()
                .extracting(ErrorDetail::kind)
                .isEqualTo(ErrorKind.PARTIALLY_APPLIED);
    }

    @Test
    void saysWhoHoldsLiquibasesLock() {
        write();
        project.update(1);
        database.execute(
                "UPDATE DATABASECHANGELOGLOCK SET LOCKED = %s, LOCKEDBY = 'a host (10.0.0.1)',"
                                .formatted(yes())
                        + " LOCKGRANTED = CURRENT_TIMESTAMP");

        LifeguardException held =
                failureOf(
                        () ->
                                project.migrator()
                                        .lockTimeout(Duration.ofMillis(300))
                                        .build()
                                        .importHistory(history(TABLE)));

        assertThat(held.detail().kind()).isEqualTo(ErrorKind.LOCK_TIMEOUT);
        assertThat(held.detail().message().toLowerCase(Locale.ROOT))
                .contains("is held by \"a host (10.0.0.1)\" since ")
                .contains("release-locks");
    }

    String yes() {
        return "TRUE";
    }

    @Test
    void keepsLiquibaseOutWhileItWorks() {
        write();
        project.update(1);
        List<String> seen = new ArrayList<>();

        project.migrator().build().importHistory(new Watched(() -> seen.add(tryToLock())));

        assertThat(seen).containsExactly("refused");
        assertThat(tryToLock()).isEqualTo("1");
    }

    /** As Liquibase takes its lock, without waiting long. */
    private String tryToLock() {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(shortWait());
            return String.valueOf(
                    statement.executeUpdate(
                            "UPDATE DATABASECHANGELOGLOCK SET LOCKED = %s WHERE ID = 1"
                                    .formatted(yes())));
        } catch (SQLException busy) {
            return "refused";
        }
    }

    abstract String shortWait();

    /** Liquibase's history, which does something while it is read under the lock. */
    private static final class Watched implements ForeignHistory {

        private static final ForeignHistory REAL = history(TABLE);
        private final Runnable meanwhile;
        private boolean locked;

        Watched(Runnable meanwhile) {
            this.meanwhile = meanwhile;
        }

        @Override
        public String id() {
            return REAL.id();
        }

        @Override
        public String tool() {
            return REAL.tool();
        }

        @Override
        public ForeignLock lock(ForeignDatabase database) throws SQLException {
            locked = true;
            return REAL.lock(database);
        }

        @Override
        public TakenOver read(ForeignDatabase database, KnownMigrations known)
                throws SQLException, IOException {
            if (locked) {
                meanwhile.run();
            }
            return REAL.read(database, known);
        }
    }

    @Test
    void takesOverATableOfAnotherName() {
        write();
        project.liquibase(
                it -> {
                    it.getDatabase().setDatabaseChangeLogTableName("OUR_HISTORY");
                    it.getDatabase().setDatabaseChangeLogLockTableName("OUR_HISTORY_LOCK");
                    it.update("");
                });

        assertThat(imported(project.migrator().build().importHistory(history("our_history"))))
                .hasSize(6);
    }
}
