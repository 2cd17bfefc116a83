package dev.lifeguard.migrate.tests.moving;

import static dev.lifeguard.migrate.tests.project.Project.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.error.ConfigurationException;
import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.error.ValidationException;
import dev.lifeguard.migrate.layouts.OtherTool;
import dev.lifeguard.migrate.report.ImportReport;
import dev.lifeguard.migrate.takeover.ForeignHistory;
import dev.lifeguard.migrate.tests.dialect.ContractDatabase;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What the rows of Flyway's table may say, as the real Flyway wrote them or somebody by hand. */
final class FlywayRowsTest {

    private static final long SEED = 20_260_102;

    @AutoClose private final FlywayProject project = FlywayProject.of(ContractDatabase.h2());

    private Migrator migrator() {
        return project.migrator().placeholder("label", "x").build();
    }

    private FluentConfiguration flyway() {
        return project.flyway().placeholders(Map.of("label", "x"));
    }

    private static ForeignHistory history() {
        return OtherTool.FLYWAY.history(null).orElseThrow();
    }

    private ImportReport imported() {
        return migrator().importHistory(history());
    }

    private static List<String> names(ImportReport report) {
        return report.imported().stream().map(it -> it.version() + " " + it.name()).toList();
    }

    private List<ErrorDetail> problems() {
        ValidationException refused =
                (ValidationException) failureOf(() -> migrator().importHistory(history()));
        assertThat(project.database().query("SHOW TABLES").toString())
                .doesNotContainIgnoringCase("lifeguard");
        return refused.problems();
    }

    private ErrorDetail problem() {
        List<ErrorDetail> problems = problems();
        assertThat(problems).hasSize(1);
        return problems.getFirst();
    }

    private void change(String sql) {
        project.database().execute(sql.replace('`', '"'));
    }

    private void writeTwo() {
        project.write("V1__one.sql", "CREATE TABLE one (id int);");
        project.write("V2__two.sql", "CREATE TABLE two (id int);");
        flyway().load().migrate();
    }

    @Test
    void saysOfOneWithoutAFileOfItsWayDownThatThereIsNone() {
        writeTwo();
        imported();

        assertThat(failureOf(() -> migrator().down()))
                .hasMessageContaining("\"V2__two.sql\" has no file of its way down.");
    }

    @Test
    void refusesOneThatFailed() {
        project.write("V1__one.sql", "CREATE TABLE one (id int);");
        project.write("V2__two.sql", "CREATE TABLE one (id int);");
        try {
            flyway().load().migrate();
        } catch (RuntimeException expected) {
            assertThat(expected).hasMessageContaining("V2__two.sql");
        }

        ErrorDetail problem = problem();

        assertThat(problem.kind()).isEqualTo(ErrorKind.PARTIALLY_APPLIED);
        assertThat(problem.label()).isEqualTo("2");
        assertThat(problem.message())
                .isEqualTo(
                        "Migration 2 two failed when Flyway applied it (row 2 of its table). Take"
                                + " back by hand what it left in the database, run \"flyway"
                                + " repair\", and import again.");
        flyway().load().repair();
        assertThat(names(imported())).containsExactly("1 one");
    }

    @Test
    void refusesOneThatWasEdited() {
        writeTwo();
        project.write("V2__two.sql", "CREATE TABLE two (id bigint);");

        ErrorDetail problem = problem();

        assertThat(problem.kind()).isEqualTo(ErrorKind.CHECKSUM_MISMATCH);
        assertThat(problem.file()).isEqualTo("V2__two.sql");
        assertThat(problem.message())
                .matches(
                        "Migration 2 two was edited after Flyway applied it: \"V2__two.sql\" has"
                                + " the checksum -?[0-9]+, and Flyway recorded -?[0-9]+\\. Put the"
                                + " file back as it was; or, if the database is as the file says,"
                                + " run \"flyway repair\", and import again\\.");
        flyway().load().repair();
        assertThat(names(imported())).containsExactly("1 one", "2 two");
    }

    @Test
    void refusesOneWhoseFileIsGoneUntilThatIsMeant() {
        writeTwo();
        project.delete("V1__one.sql");

        ErrorDetail problem = problem();

        assertThat(problem.kind()).isEqualTo(ErrorKind.MISSING_MIGRATION);
        assertThat(problem.message())
                .isEqualTo(
                        "Flyway applied 1 one, and no file has its version: \"V1__one.sql\" is"
                                + " gone. Put it back; or, if it was deleted on purpose, run"
                                + " \"flyway repair\", which marks it as deleted, and import"
                                + " again.");
        flyway().load().repair();
        assertThat(names(imported())).containsExactly("2 two");
    }

    @Test
    void refusesOneOfANewerRelease() {
        writeTwo();
        project.delete("V2__two.sql");

        assertThat(problem().message())
                .isEqualTo(
                        "Flyway applied 2 two, which is newer than all files here: \"V2__two.sql\""
                                + " is not among them. Import with the files of the release that"
                                + " applied it.");
    }

    @Test
    void refusesOneInJavaUntilSomethingStandsForIt() {
        writeTwo();
        change(
                "INSERT INTO `flyway_schema_history` VALUES (3, '3', 'By code', 'JDBC',"
                        + " 'db.migration.V3__By_code', NULL, 'me', now(), 5, TRUE)");

        assertThat(problem().message())
                .isEqualTo(
                        "Flyway applied 3 By code from \"db.migration.V3__By_code\", which is no"
                            + " SQL (JDBC), and nothing stands for it here. Write what it did into"
                            + " a file \"V3__By_code.sql\", which is not run again where it was,"
                            + " and import again.");
        project.write("V3__By_code.sql", "CREATE TABLE three (id int);");
        ImportReport imported = imported();
        assertThat(names(imported)).containsExactly("1 one", "2 two", "3 By_code");
        assertThat(imported.warnings())
                .contains(
                        "Flyway applied 3 By code from \"db.migration.V3__By_code\", which cannot"
                                + " be compared with what stands for it here.");
    }

    @Test
    void refusesAllThatDoesNotFitAtOnce() {
        writeTwo();
        project.write("V2__two.sql", "SELECT 2;");
        project.delete("V1__one.sql");
        change(
                "INSERT INTO `flyway_schema_history` VALUES (3, 'x', 'odd', 'SQL', 'Vx.sql', 1,"
                        + " 'me', now(), 5, TRUE)");

        assertThat(problems()).hasSize(3);
    }

    @Test
    void leavesOutWhatWasTakenBack() {
        writeTwo();
        change(
                "INSERT INTO `flyway_schema_history` VALUES (3, '2.0', 'two', 'UNDO_SQL',"
                        + " 'U2__two.sql', 1, 'me', now(), 5, TRUE)");

        ImportReport imported = imported();

        assertThat(names(imported)).containsExactly("1 one");
        assertThat(imported.pending()).extracting(it -> it.name()).containsExactly("two");
    }

    @Test
    void countsTheLastRowOfAVersionThatWasAppliedAgain() {
        writeTwo();
        change(
                "INSERT INTO `flyway_schema_history` VALUES (3, '2', 'two', 'UNDO_SQL',"
                        + " 'U2__two.sql', 1, 'me', now(), 5, TRUE)");
        change(
                "INSERT INTO `flyway_schema_history` SELECT 4, '02', `description`, `type`,"
                        + " `script`, `checksum`, `installed_by`, `installed_on`, 7, TRUE FROM"
                        + " `flyway_schema_history` WHERE `installed_rank` = 2");

        assertThat(names(imported())).containsExactly("1 one", "2 two");
    }

    @Test
    void passesOverTheMarksOfSchemas() {
        project.write("V1__one.sql", "CREATE TABLE one (id int);");
        flyway().schemas("own").createSchemas(true).load().migrate();

        assertThat(
                        names(
                                migrator()
                                        .importHistory(
                                                OtherTool.FLYWAY
                                                        .history("own.flyway_schema_history")
                                                        .orElseThrow())))
                .containsExactly("1 one");
    }

    @Test
    void readsATableOfAnotherName() {
        project.write("V1__one.sql", "CREATE TABLE one (id int);");
        flyway().table("schema_version").load().migrate();

        assertThat(
                        names(
                                migrator()
                                        .importHistory(
                                                OtherTool.FLYWAY
                                                        .history("schema_version")
                                                        .orElseThrow())))
                .containsExactly("1 one");
        assertThat(failureOf(this::imported)).isInstanceOf(ConfigurationException.class);
    }

    @Test
    void takesARepeatableAsItIsWithItsValues() {
        project.write(
                "R__same.sql", "DROP VIEW IF EXISTS same; CREATE VIEW same AS SELECT 1 AS a;");
        project.write(
                "R__with values.sql",
                "DROP VIEW IF EXISTS b; CREATE VIEW b AS SELECT '${LABEL}${flyway:filename}' AS"
                        + " a;");
        project.write("R__edited.sql", "DROP VIEW IF EXISTS c; CREATE VIEW c AS SELECT 1 AS a;");
        flyway().load().migrate();
        project.write("R__edited.sql", "DROP VIEW IF EXISTS c; CREATE VIEW c AS SELECT 2 AS a;");
        flyway().load().migrate();
        project.write("R__edited.sql", "DROP VIEW IF EXISTS c; CREATE VIEW c AS SELECT 3 AS a;");

        ImportReport imported = imported();

        assertThat(imported.imported())
                .extracting(it -> it.name())
                .containsExactly("same", "with values");
        assertThat(imported.pending()).extracting(it -> it.name()).containsExactly("edited");
        migrator().up();
        assertThat(project.database().query("SELECT a FROM c")).containsExactly("3");
    }

    @Test
    void saysThatTheFileOfARepeatableIsGone() {
        project.write("V1__one.sql", "CREATE TABLE one (id int);");
        project.write("R__gone.sql", "SELECT 1;");
        flyway().load().migrate();
        project.delete("R__gone.sql");

        ImportReport imported = imported();

        assertThat(names(imported)).containsExactly("1 one");
        assertThat(imported.warnings())
                .contains(
                        "Flyway applied \"R__gone.sql\", and there is no such file any more: it is"
                                + " not taken over.");
    }

    @Test
    void takesOverABaselineMigrationWhoseOldFilesAreGone() {
        project.write("B2__both.sql", "CREATE TABLE one (id int);CREATE TABLE two (id int);");
        project.write("B1__old.sql", "CREATE TABLE old (id int);");
        flyway().load().migrate();

        assertThat(names(imported())).containsExactly("2 baseline");
        project.write("V3__three.sql", "CREATE TABLE three (id int);");
        assertThat(migrator().up().applied()).extracting(it -> it.name()).containsExactly("three");
        assertThat(migrator().status().problems()).isEmpty();
    }

    @Test
    void takesOverMigrationsForWhichABaselineMigrationStandsNow() {
        writeTwo();
        project.write("V3__three.sql", "CREATE TABLE three (id int);");
        flyway().load().migrate();
        project.write("B2__both.sql", "CREATE TABLE one (id int);CREATE TABLE two (id int);");
        project.delete("V1__one.sql");
        project.delete("V2__two.sql");

        assertThat(names(imported())).containsExactly("2 baseline", "3 three");
        assertThat(migrator().up().applied()).isEmpty();
        assertThat(migrator().status().problems()).isEmpty();
    }

    /** Texts with all line ends, with and without a mark, a last line end, and blanks. */
    @Test
    void computesFlywaysChecksumOfGeneratedTexts() {
        Random random = new Random(SEED);
        String[] ends = {"\n", "\r\n", "\r", "\n\n", "\r\r\n", " \n", "\t\r\n"};
        String[] lines = {
            "",
            "-- é😀",
            "-- a",
            "  ",
            "/* b */",
            "SELECT 1;",
            "-- \u2028x",
            "-- ${label}",
            "\f",
            "-- \u0085y",
            "-- \u001ez"
        };
        for (int at = 0; at < 300; at++) {
            StringBuilder text = new StringBuilder(random.nextInt(8) == 0 ? "\uFEFF" : "");
            for (int line = random.nextInt(7); line > 0; line--) {
                text.append(lines[random.nextInt(lines.length)]);
                text.append(
                        line == 1 && random.nextBoolean() ? "" : ends[random.nextInt(ends.length)]);
            }
            String name = at % 3 == 0 ? "R__r%s.sql" : "V%s__v.sql";
            project.write(name.formatted(at), text.toString().getBytes(StandardCharsets.UTF_8));
        }
        flyway().load().migrate();

        ImportReport imported = imported();

        assertThat(imported.imported()).hasSize(300);
        assertThat(imported.pending()).isEmpty();
        List<String> all = new ArrayList<>(project.flywayRows());
        assertThat(all).hasSize(301);
    }

    /** Flyway compares descriptions, in which blanks stand for underscores. */
    @Test
    void appliesRepeatablesInFlywaysOrder() {
        project.write("R__1_base.sql", "CREATE VIEW base AS SELECT 1 AS id;");
        project.write("R__10_top.sql", "CREATE VIEW top_a AS SELECT id FROM base;");
        project.write("R__v_a.sql", "CREATE VIEW va AS SELECT 1 AS id;");
        project.write("R__vA.sql", "CREATE VIEW va2 AS SELECT id FROM va;");

        assertThat(migrator().up().applied().stream().map(it -> it.name()))
                .containsExactly("1_base", "10_top", "v_a", "vA");
        project.database().execute("DROP ALL OBJECTS");
        flyway().load().migrate();
        assertThat(
                        project.database()
                                .query(
                                        "SELECT \"description\" FROM \"flyway_schema_history\""
                                                + " WHERE \"installed_rank\" > 0 ORDER BY"
                                                + " \"installed_rank\""))
                .containsExactly("1 base", "10 top", "v a", "vA");
    }
}
