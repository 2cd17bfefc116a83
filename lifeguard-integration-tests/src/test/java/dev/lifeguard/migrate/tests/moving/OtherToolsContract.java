package dev.lifeguard.migrate.tests.moving;

import static dev.lifeguard.migrate.tests.project.Project.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.layouts.OtherTool;
import dev.lifeguard.migrate.plan.MigrationStatus.PendingMigration;
import dev.lifeguard.migrate.report.ImportReport;
import dev.lifeguard.migrate.report.ImportReport.ImportedMigration;
import dev.lifeguard.migrate.report.MigrationReport.MigrationResult;
import dev.lifeguard.migrate.source.MigrationSource;
import dev.lifeguard.migrate.source.MigrationVersion;
import dev.lifeguard.migrate.tests.dialect.ContractDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The tools with a plain directory, on one database: their files and their documented tables. */
abstract class OtherToolsContract {

    @AutoClose private final ContractDatabase database;

    @TempDir private Path directory;

    OtherToolsContract(ContractDatabase database) {
        this.database = database;
    }

    static Set<OtherTool> tools() {
        return EnumSet.range(OtherTool.GOLANG_MIGRATE, OtherTool.NODE_PG_MIGRATE_SQL);
    }

    /** The types of columns there, as the tools choose them. */
    abstract ToolTables tables();

    @BeforeEach
    void isEmpty() {
        assertThat(directory).isEmptyDirectory();
    }

    ContractDatabase database() {
        return database;
    }

    void write(String name, String text) {
        try {
            Path file = directory.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    Migrator migrator(OtherTool tool) {
        return database.migrator()
                .source(MigrationSource.directory(directory, tool.layout()))
                .build();
    }

    ImportReport imported(OtherTool tool) {
        return migrator(tool).importHistory(tool.history(null).orElseThrow());
    }

    LifeguardException refused(OtherTool tool) {
        return failureOf(() -> imported(tool));
    }

    private static List<String> labels(List<ImportedMigration> migrations) {
        return migrations.stream()
                .map(ImportedMigration::version)
                .map(MigrationVersion::toString)
                .toList();
    }

    private List<String> pending(OtherTool tool) {
        return migrator(tool).status().pending().stream()
                .map(PendingMigration::version)
                .map(MigrationVersion::toString)
                .toList();
    }

    private void writeAll(ToolFiles files) {
        files.texts().forEach(this::write);
    }

    /** As if the tool had applied the first two. */
    void applyTwo(ToolFiles files) {
        writeAll(files);
        database.execute("CREATE TABLE one (id int PRIMARY KEY)");
        database.execute("CREATE TABLE two (id int PRIMARY KEY)");
        files.table(tables()).forEach(database::execute);
    }

    @ParameterizedTest
    @MethodSource("tools")
    void appliesADirectoryFromEmptyAndTakesItBack(OtherTool tool) {
        ToolFiles files = ToolFiles.of(tool);
        writeAll(files);

        assertThat(migrator(tool).up().applied())
                .map(MigrationResult::version)
                .map(MigrationVersion::toString)
                .isEqualTo(files.labels());
        assertThat(migrator(tool).status().upToDate()).isTrue();
        assertThat(database.query("SELECT id FROM three")).containsExactly("3");
        if (files.goesBack()) {
            assertThat(migrator(tool).down().rolledBack())
                    .map(MigrationResult::version)
                    .map(MigrationVersion::toString)
                    .containsExactly(files.labels().getLast());
        }
    }

    @ParameterizedTest
    @MethodSource("tools")
    void goesOnWhereTheToolStopped(OtherTool tool) {
        ToolFiles files = ToolFiles.of(tool);
        applyTwo(files);

        ImportReport dry = migrator(tool).planImport(tool.history(null).orElseThrow());
        ImportReport first = imported(tool);
        ImportReport second = imported(tool);

        assertThat(labels(dry.imported())).isEqualTo(files.labels().subList(0, 2));
        assertThat(labels(first.imported())).isEqualTo(files.labels().subList(0, 2));
        assertThat(second.imported()).isEmpty();
        assertThat(pending(tool)).isEqualTo(files.labels().subList(2, 3));
        assertThat(migrator(tool).up().applied()).hasSize(1);
        assertThat(migrator(tool).status().upToDate()).isTrue();
        assertThat(database.query("SELECT id FROM three")).containsExactly("3");
    }

    @ParameterizedTest
    @MethodSource("tools")
    void takesAnImportBack(OtherTool tool) {
        applyTwo(ToolFiles.of(tool));
        imported(tool);

        ImportReport undone = migrator(tool).undoImport(tool.history(null).orElseThrow());

        assertThat(undone.takenBack()).hasSize(2);
        assertThat(pending(tool)).hasSize(3);
        assertThat(imported(tool).imported()).hasSize(2);
    }

    @ParameterizedTest
    @MethodSource("tools")
    void namesARowWithoutAFile(OtherTool tool) throws IOException {
        ToolFiles files = ToolFiles.of(tool);
        applyTwo(files);
        for (String name : files.ofTheSecond()) {
            Files.delete(directory.resolve(name));
        }
        files.withoutTheSecond().forEach(this::write);

        LifeguardException refusal = refused(tool);

        assertThat(refusal)
                .hasMessageContaining(
                        tool.title()
                                + " applied \""
                                + files.called()
                                + "\", of which there is no file. Restore the file; or "
                                + (tool == OtherTool.GOLANG_MIGRATE
                                        ? "name the newest migration that the database has and"
                                                + " that has a file, by \"migrate force VERSION\"."
                                        : "delete the row of "))
                .hasMessageContaining("Then import again.");
        assertThat(migrator(tool).status().applied()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"SQLX", "PRISMA", "DRIZZLE"})
    void namesAnEditedFile(OtherTool tool) {
        ToolFiles files = ToolFiles.of(tool);
        applyTwo(files);
        write(files.ofTheSecond().getFirst(), "CREATE TABLE other (id int);");

        assertThat(refused(tool))
                .hasMessageContaining("was edited after %s applied it".formatted(tool.title()));
    }

    @ParameterizedTest
    @EnumSource(names = {"GOLANG_MIGRATE", "SQLX", "PRISMA"})
    void namesAFailedMigration(OtherTool tool) {
        applyTwo(ToolFiles.of(tool));
        database.execute(
                switch (tool) {
                    case GOLANG_MIGRATE -> "UPDATE schema_migrations SET dirty = true";
                    case SQLX -> "UPDATE _sqlx_migrations SET success = false WHERE version = 10";
                    default ->
                            "UPDATE _prisma_migrations SET finished_at = NULL WHERE migration_name"
                                    + " LIKE '%two'";
                });

        assertThat(refused(tool))
                .hasMessageContaining("%s failed in \"".formatted(tool.title()))
                .hasMessageContaining("Look what of it is in the database.");
        assertThat(migrator(tool).status().applied()).isEmpty();
    }

    @Test
    void doesNotClaimWhichWayGolangMigrateWasGoing() {
        applyTwo(ToolFiles.of(OtherTool.GOLANG_MIGRATE));
        database.execute("UPDATE schema_migrations SET dirty = true");

        assertThat(refused(OtherTool.GOLANG_MIGRATE))
                .hasMessageContaining(
                        "It was on the way up to 10, or down to it. Finish that by hand and run"
                            + " \"migrate force 10\"; or undo it, and force the version that the"
                            + " database then has. Then import again.");
        database.execute("UPDATE schema_migrations SET version = -1");
        assertThat(refused(OtherTool.GOLANG_MIGRATE))
                .hasMessageContaining("It was taking back the first migration. Finish that");
    }

    @Test
    void takesTheLastRowOfAVersionOfGoose() {
        applyTwo(ToolFiles.of(OtherTool.GOOSE));
        database.execute(
                "INSERT INTO goose_db_version (version_id, is_applied) VALUES (10, false)");

        assertThat(labels(imported(OtherTool.GOOSE).imported())).containsExactly("00009");
    }

    @Test
    void leavesWhatPrismaRolledBack() {
        applyTwo(ToolFiles.of(OtherTool.PRISMA));
        database.execute(
                "UPDATE _prisma_migrations SET rolled_back_at = started_at, finished_at = NULL"
                        + " WHERE migration_name LIKE '%two'");

        assertThat(labels(imported(OtherTool.PRISMA).imported()))
                .containsExactly("20240101000000_one");
    }

    @Test
    void knowsTheTableOfGolangMigrateFromThatOfDbmate() {
        ToolFiles.of(OtherTool.GOLANG_MIGRATE).table(tables()).forEach(database::execute);
        writeAll(ToolFiles.of(OtherTool.DBMATE));

        assertThat(failureOf(() -> imported(OtherTool.DBMATE)))
                .hasMessageContaining("is golang-migrate's, which has a column \"dirty\".");
    }

    @Test
    void saysWhatDrizzlePassedOver() {
        ToolFiles files = ToolFiles.of(OtherTool.DRIZZLE);
        applyTwo(files);
        String drizzle = tables().drizzle();
        database.execute("DELETE FROM %s WHERE created_at = 1000".formatted(drizzle));

        ImportReport report = imported(OtherTool.DRIZZLE);

        assertThat(labels(report.imported())).containsExactly("0001_two");
        assertThat(report.warnings())
                .contains(
                        "Drizzle passed over 0000_one, which is older than the last one that it"
                                + " applied, and would never apply it. Here it is pending.");
    }

    @Test
    void takesAnotherTableOfTheTool() {
        applyTwo(ToolFiles.of(OtherTool.DIESEL));
        database.execute("ALTER TABLE __diesel_schema_migrations RENAME TO moved");

        assertThat(refused(OtherTool.DIESEL)).hasMessageContaining("__diesel_schema_migrations");
        assertThat(
                        migrator(OtherTool.DIESEL)
                                .importHistory(OtherTool.DIESEL.history("moved").orElseThrow())
                                .imported())
                .hasSize(2);
    }

    /** The lock that a tool holds is in the way, with the number or name that the tool gives it. */
    void waitsForTheLock(OtherTool tool, String lock) throws SQLException {
        applyTwo(ToolFiles.of(tool));
        try (Connection migrating = database.dataSource().getConnection();
                Statement statement = migrating.createStatement()) {
            statement.execute(lock);

            assertThat(
                            failureOf(
                                    () ->
                                            database.migrator()
                                                    .source(
                                                            MigrationSource.directory(
                                                                    directory, tool.layout()))
                                                    .lockTimeout(Duration.ofMillis(100))
                                                    .build()
                                                    .importHistory(
                                                            tool.history(null).orElseThrow())))
                    .hasMessageContaining(
                            "which is %s's: it migrates just now".formatted(tool.title()));
        }
        assertThat(imported(tool).imported()).hasSize(2);
    }

    /** CRC-32 of what the tool takes, as a number. */
    static long crc32(String text) {
        CRC32 crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return crc.getValue();
    }

    /** The number that golang-migrate makes of names. */
    static long golang(String names) {
        return crc32(names) * 1_486_364_155L % (1L << 32);
    }
}
