package dev.lifeguard.migrate.tests.layout;

import static dev.lifeguard.migrate.tests.project.Project.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.MigratorBuilder;
import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.plan.MigrationRecord;
import dev.lifeguard.migrate.plan.MigrationStatus;
import dev.lifeguard.migrate.plan.MigrationStatus.PendingMigration;
import dev.lifeguard.migrate.plan.Problem;
import dev.lifeguard.migrate.plan.Target;
import dev.lifeguard.migrate.report.MigrationReport;
import dev.lifeguard.migrate.report.MigrationReport.MigrationResult;
import dev.lifeguard.migrate.source.Layout;
import dev.lifeguard.migrate.source.MigrationSource;
import dev.lifeguard.migrate.source.MigrationVersion;
import dev.lifeguard.migrate.source.catalog.CalledVersion;
import dev.lifeguard.migrate.source.catalog.MigrationCatalog;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Directories of other tools, each by a layout that is written outside of this library. */
@OnPostgres
final class LayoutTest {

    @AutoClose private final Project project;

    LayoutTest(PostgresServer server) {
        project = new Project(server);
    }

    private MigratorBuilder migrator(Layout layout) {
        return Migrator.builder(project.database().dataSource())
                .source(MigrationSource.directory(project.directory(), layout));
    }

    private MigrationStatus status(Layout layout) {
        return migrator(layout).build().status();
    }

    private static List<String> versions(List<MigrationResult> results) {
        return results.stream().map(result -> result.version().toString()).toList();
    }

    private static List<String> applied(MigrationStatus status) {
        return status.applied().stream()
                .map(MigrationRecord::version)
                .map(MigrationVersion::toString)
                .toList();
    }

    private static List<String> pending(MigrationStatus status) {
        return status.pending().stream()
                .map(PendingMigration::version)
                .map(MigrationVersion::toString)
                .toList();
    }

    private void writePairs() {
        project.write(
                "9_one.up.sql", "-- Down migration is a word here\nCREATE TABLE one (id int);");
        project.write("9_one.down.sql", "DROP TABLE one;");
        project.write("0010_two.up.sql", "CREATE TABLE two (id int);");
        project.write("0010_two.down.sql", "DROP TABLE two;");
    }

    @Test
    void appliesNumberedPairsByTheirNumbersAndRollsThemBack() {
        writePairs();

        MigrationReport up = migrator(new NumberedPairs()).build().up();
        MigrationStatus status = status(new NumberedPairs());
        MigrationReport down = migrator(new NumberedPairs()).build().down(Target.version(9));

        assertThat(versions(up.applied())).containsExactly("9", "0010");
        assertThat(applied(status)).containsExactly("9", "0010");
        assertThat(status.upToDate()).isTrue();
        assertThat(versions(down.rolledBack())).containsExactly("0010");
        assertThat(project.database().has("one")).isTrue();
        assertThat(project.database().has("two")).isFalse();
        assertThat(
                        project.database()
                                .query(
                                        "SELECT version, label, applied_order FROM"
                                                + " lifeguard_migrations"))
                .containsExactly("9|9|1");
    }

    @Test
    void callsAVersionByItsLabelInMessages() {
        writePairs();
        migrator(new NumberedPairs()).build().up();
        project.write("0010_two.up.sql", "CREATE TABLE three (id int);");
        project.write("odd.sql", "");

        List<ErrorDetail> problems =
                status(new NumberedPairs()).problems().stream().map(Problem::detail).toList();

        assertThat(problems.getFirst().message())
                .startsWith("Migration 0010 two was edited after it was applied");
        assertThat(problems.getFirst().label()).isEqualTo("0010");
        assertThat(problems.getLast().message())
                .isEqualTo(
                        "The file \"odd.sql\" fits no pattern. Name it \"0001_name.up.sql\" or"
                                + " \"0001_name.down.sql\".");
    }

    @Test
    void readsTheHistoryOfATableThatHasNoLabels() {
        writePairs();
        migrator(new NumberedPairs()).build().up();
        project.database().execute("ALTER TABLE lifeguard_migrations DROP COLUMN label");

        MigrationStatus status = status(new NumberedPairs());

        assertThat(status.upToDate()).isTrue();
        assertThat(applied(status)).containsExactly("00000000000009", "00000000000010");
    }

    @Test
    void followsAnnotations() {
        project.write(
                "00001_one.sql",
                """
                -- +goose Up
                -- +goose StatementBegin
                CREATE FUNCTION one() RETURNS int LANGUAGE sql AS $$ SELECT 1; $$
                -- +goose StatementEnd
                CREATE TABLE one (id int);
                -- +goose Down
                DROP TABLE one;
                DROP FUNCTION one()
                """);
        project.write(
                "00002_two.sql",
                """
                -- +goose NO TRANSACTION
                -- +goose Up
                CREATE TABLE two (id int);
                SELECT 1 / 0;
                -- +goose Down
                DROP TABLE two;
                """);

        assertThat(failureOf(() -> migrator(new AnnotatedFiles()).build().up()).detail().line())
                .isEqualTo(4);

        // Without a transaction what was done stays.
        assertThat(project.database().has("one")).isTrue();
        assertThat(project.database().has("two")).isTrue();
        assertThat(applied(status(new AnnotatedFiles()))).containsExactly("00001");
        assertThat(pending(status(new AnnotatedFiles()))).containsExactly("00002");
    }

    @Test
    void rollsBackByTheRecordedScriptAndItsAnnotations() {
        project.write(
                "00001_one.sql",
                """
                -- +goose Up
                CREATE TABLE one (id int);
                CREATE TABLE two (id int);
                -- +goose Down
                -- +goose StatementBegin
                DROP TABLE one
                -- +goose StatementEnd
                DROP TABLE two;
                """);
        migrator(new AnnotatedFiles()).build().up();
        project.delete("00001_one.sql");

        MigrationReport down = migrator(new AnnotatedFiles()).build().down();

        assertThat(versions(down.rolledBack())).containsExactly("00001");
        assertThat(project.database().has("one")).isFalse();
        assertThat(project.database().has("two")).isFalse();
    }

    @Test
    void refusesAMarkThatTheLayoutRefuses() {
        project.write("1_one.sql", "-- +goose Up\n-- +goose Upp\nSELECT 1;\n");

        assertThat(status(new AnnotatedFiles()).problems())
                .singleElement()
                .extracting(problem -> problem.detail().message())
                .asString()
                .startsWith("1_one.sql:2:1: The annotation \"+goose Upp\" is unknown.");
    }

    @Test
    void ordersVersionsAsTheirLayoutDoes() {
        project.write("V1.9__nine.sql", "CREATE TABLE nine (id int);");
        project.write("V1.10__ten.sql", "CREATE TABLE ten (id int);");
        project.write("V2__two.sql", "CREATE TABLE two (id int);");

        MigrationVersion ten =
                CalledVersion.required(
                        "1.10.0",
                        new DottedVersions(),
                        MigrationCatalog.of(
                                List.of(
                                        MigrationSource.directory(
                                                project.directory(), new DottedVersions()))),
                        List::of);
        MigrationReport up =
                migrator(new DottedVersions()).build().up(Target.version(ten.number()));

        assertThat(versions(up.applied())).containsExactly("1.9", "1.10");
        assertThat(pending(status(new DottedVersions()))).containsExactly("2");
        assertThat(ten.number()).isEqualTo(DottedVersions.number("01.010.0"));
    }

    @Test
    void refusesAVersionThatIsOlderInTheOrderOfItsLayout() {
        project.write("V1.10__ten.sql", "CREATE TABLE ten (id int);");
        migrator(new DottedVersions()).build().up();
        project.write("V1.9__nine.sql", "CREATE TABLE nine (id int);");

        MigrationStatus status = status(new DottedVersions());

        assertThat(status.order()).map(MigrationVersion::toString).containsExactly("1.9", "1.10");
        assertThat(status.problems())
                .singleElement()
                .extracting(problem -> problem.detail().kind())
                .isEqualTo(ErrorKind.OUT_OF_ORDER);
    }

    @Test
    void refusesAPlaceholderThatIsNotDeclaredWhereTheLayoutHasThem() {
        project.write("V1__one.sql", "SELECT '${missing}';");

        assertThat(status(new DottedVersions()).problems())
                .singleElement()
                .extracting(problem -> problem.detail().message())
                .asString()
                .contains("The placeholder \"${missing}\" is not declared. Declare it by");
    }

    @Test
    void appliesItsRepeatableMigrationsWhenTheyWereEdited() {
        project.write("R__view.sql", "CREATE VIEW one AS SELECT 1 AS a;");
        assertThat(migrator(new DottedVersions()).build().up().applied())
                .map(MigrationReport.MigrationResult::repeatable)
                .containsExactly(true);
        project.write("R__view.sql", "CREATE OR REPLACE VIEW one AS SELECT 2 AS a;");

        assertThat(pending(status(new DottedVersions()))).containsExactly("repeatable");
        migrator(new DottedVersions()).build().up();

        assertThat(project.database().value("SELECT a FROM one")).isEqualTo("2");
        assertThat(status(new DottedVersions()).upToDate()).isTrue();
    }

    private void writeChangesets() {
        project.write(
                "a.sql",
                """
                --changeset me:second
                CREATE TABLE second (id int);
                --rollback DROP TABLE second;
                --changeset me:first
                CREATE TABLE first (id int);
                --rollback DROP TABLE first;
                """);
    }

    @Test
    void readsSeveralMigrationsOfAFileInTheOrderInWhichTheyStand() {
        writeChangesets();

        MigrationReport up = migrator(new ChangesetFiles()).build().up();
        MigrationReport down = migrator(new ChangesetFiles()).build().down(Target.steps(1));

        assertThat(versions(up.applied())).containsExactly("a.sql::second::me", "a.sql::first::me");
        assertThat(versions(down.rolledBack())).containsExactly("a.sql::first::me");
        assertThat(project.database().has("first")).isFalse();
        assertThat(project.database().has("second")).isTrue();
        assertThat(pending(status(new ChangesetFiles()))).containsExactly("a.sql::first::me");
    }

    @Test
    void namesThePlaceInTheFileOfOneOfSeveral() {
        writeChangesets();
        project.write(
                "b.sql", "--changeset me:one\nSELECT 1;\n--changeset me:two\n  SELECT 1 / 0;\n");

        ErrorDetail error = failureOf(() -> migrator(new ChangesetFiles()).build().up()).detail();

        assertThat(error.label()).isEqualTo("b.sql::two::me");
        assertThat(error.line()).isEqualTo(4);
        assertThat(error.message()).contains("b.sql:4:").contains("\n  4 |   SELECT 1 / 0\n");
    }

    @Test
    void showsTheLineOfTheFileWhereOneOfSeveralCannotBeRead() {
        writeChangesets();
        project.write("b.sql", "--changeset me:one\nSELECT 1;\n--changeset me:two\nSELECT 'a;\n");

        assertThat(status(new ChangesetFiles()).problems())
                .singleElement()
                .extracting(problem -> problem.detail().message())
                .asString()
                .startsWith("b.sql:4:8: ")
                .contains("\n  4 | SELECT 'a;\n");
    }

    @Test
    void placesWhatHasNoFileBehindWhatWasAppliedBeforeIt() {
        writeChangesets();
        project.write("b.sql", "--changeset me:third\nCREATE TABLE third (id int);\n");
        migrator(new ChangesetFiles()).build().up();
        project.delete("b.sql");

        MigrationStatus status = status(new ChangesetFiles());

        assertThat(status.problems()).isEmpty();
        assertThat(status.ahead())
                .map(MigrationVersion::toString)
                .containsExactly("b.sql::third::me");
    }

    private void writePlacedRepeatable(String view) {
        project.write(
                "a.sql",
                """
                --changeset me:one
                CREATE TABLE one (id int);
                --changeset me:view!
                CREATE OR REPLACE VIEW seen AS %s;
                --changeset me:two
                CREATE TABLE two AS SELECT * FROM seen;
                """
                        .formatted(view));
    }

    @Test
    void appliesARepeatableMigrationAtItsPlace() {
        writePlacedRepeatable("SELECT id FROM one");

        List<String> pending = pending(status(new ChangesetFiles()));
        MigrationReport first = migrator(new ChangesetFiles()).build().up(Target.steps(1));
        MigrationReport rest = migrator(new ChangesetFiles()).build().up();

        assertThat(pending).containsExactly("a.sql::one::me", "a.sql::view!::me", "a.sql::two::me");
        assertThat(versions(first.applied())).containsExactly("a.sql::one::me", "a.sql::view!::me");
        assertThat(versions(rest.applied())).containsExactly("a.sql::two::me");
        assertThat(applied(status(new ChangesetFiles())))
                .containsExactly("a.sql::one::me", "a.sql::view!::me", "a.sql::two::me");
    }

    @Test
    void leavesARepeatableMigrationWhereSomethingBeforeItIsLeft() {
        writePlacedRepeatable("SELECT id FROM one");
        project.write("0.sql", "--changeset me:zero\nCREATE TABLE zero (id int);\n");

        MigrationReport first = migrator(new ChangesetFiles()).build().up(Target.steps(1));

        assertThat(versions(first.applied())).containsExactly("0.sql::zero::me");
    }

    @Test
    void appliesAnEditedRepeatableMigrationAloneAndByItsLabel() {
        writePlacedRepeatable("SELECT id FROM one");
        migrator(new ChangesetFiles()).build().up();
        writePlacedRepeatable("SELECT id, 1 AS n FROM one");

        MigrationStatus edited = status(new ChangesetFiles());
        MigrationReport again = migrator(new ChangesetFiles()).build().up();

        assertThat(edited.problems()).isEmpty();
        assertThat(pending(edited)).containsExactly("a.sql::view!::me");
        assertThat(versions(again.applied())).containsExactly("a.sql::view!::me");
        assertThat(again.applied().getFirst().repeatable()).isTrue();
        assertThat(status(new ChangesetFiles()).upToDate()).isTrue();
    }

    @Test
    void readsFilesThatDependOnTheDatabase() {
        project.write(
                "a.sql",
                """
                --changeset me:here@PostgreSQL
                CREATE TABLE here (id int);
                --changeset me:elsewhere@H2
                CREATE TABLE elsewhere (id int);
                """);

        assertThat(versions(migrator(new ChangesetFiles()).build().up().applied()))
                .containsExactly("a.sql::here::me");
        assertThat(pending(status(new ChangesetFiles()))).isEmpty();
        assertThat(
                        migrator(new ChangesetFiles())
                                .connectTimeout(Duration.ofSeconds(20))
                                .build()
                                .status()
                                .upToDate())
                .isTrue();
    }

    @Test
    void refusesSourcesWhoseVersionsHaveNoCommonOrder() {
        writeChangesets();

        assertThat(
                        failureOf(
                                        () ->
                                                migrator(new ChangesetFiles())
                                                        .source(
                                                                MigrationSource.directory(
                                                                        project.directory(),
                                                                        new DottedVersions()))
                                                        .build()
                                                        .status())
                                .detail()
                                .message())
                .endsWith("have layouts that order versions differently. Give both one layout.");
    }
}
