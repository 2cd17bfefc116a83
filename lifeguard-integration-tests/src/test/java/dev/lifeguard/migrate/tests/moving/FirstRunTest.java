package dev.lifeguard.migrate.tests.moving;

import static dev.lifeguard.migrate.tests.project.Project.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.MigratorBuilder;
import dev.lifeguard.migrate.layouts.OtherTool;
import dev.lifeguard.migrate.layouts.traces.FirstRunCheck;
import dev.lifeguard.migrate.plan.Finding;
import dev.lifeguard.migrate.plan.Target;
import dev.lifeguard.migrate.source.Layout;
import dev.lifeguard.migrate.source.MigrationSource;
import dev.lifeguard.migrate.source.MigrationVersion;
import dev.lifeguard.migrate.tests.dialect.ContractDatabase;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A first run on a database that another tool has a history in, which may say that nothing is. */
final class FirstRunTest {

    @AutoClose private final FlywayProject project = FlywayProject.of(ContractDatabase.h2());

    private Migrator checked(OtherTool tool) {
        return checked(tool.id(), tool.layout(), null);
    }

    private Migrator checked(String name, Layout layout, @Nullable String schema) {
        Migrator plain = builder(layout, schema).build();
        return builder(layout, schema).check(check(plain, name)).build();
    }

    private FirstRunCheck check(OtherTool tool) {
        return check(builder(tool.layout(), null).build(), tool.id());
    }

    private static FirstRunCheck check(Migrator plain, String name) {
        return new FirstRunCheck((read, history) -> plain.planImport(history), name, "import %s");
    }

    private MigratorBuilder builder(Layout layout, @Nullable String schema) {
        MigratorBuilder builder =
                project.database()
                        .migrator()
                        .source(MigrationSource.directory(project.directory(), layout));
        return schema == null ? builder : builder.schema(schema);
    }

    private List<String> applied(Migrator migrator) {
        return migrator.up().applied().stream()
                .map(result -> result.version())
                .map(MigrationVersion::toString)
                .toList();
    }

    private void imports(OtherTool tool, int count) {
        assertThat(
                        builder(tool.layout(), null)
                                .build()
                                .importHistory(tool.history(null).orElseThrow())
                                .imported())
                .hasSize(count);
    }

    private void createGoose(String... rows) {
        project.database()
                .execute(
                        "CREATE TABLE goose_db_version (id serial PRIMARY KEY, version_id bigint,"
                                + " is_applied boolean, tstamp timestamp DEFAULT now())");
        insertGoose(rows);
    }

    /** Each with its version and whether it is applied. */
    private void insertGoose(String... rows) {
        for (String row : rows) {
            project.database()
                    .execute(
                            "INSERT INTO goose_db_version (version_id, is_applied) VALUES (%s)"
                                    .formatted(row));
        }
    }

    private void writeTwoOfFlyway() {
        project.write("V1__one.sql", "CREATE TABLE one (id int);");
        project.write("V2__two.sql", "CREATE TABLE two (id int);");
    }

    @Test
    void beginsWhereGooseHasItsFirstRowAlone() {
        ToolFiles.of(OtherTool.GOOSE).texts().forEach(project::write);
        createGoose("0, true");

        imports(OtherTool.GOOSE, 0);

        assertThat(applied(checked(OtherTool.GOOSE))).hasSize(3);
    }

    @Test
    void beginsWhereGooseTookAllBack() {
        ToolFiles.of(OtherTool.GOOSE).texts().forEach(project::write);
        createGoose("9, true", "9, false");

        assertThat(applied(checked(OtherTool.GOOSE))).hasSize(3);
    }

    @Test
    void beginsWherePrismaRolledAllBack() {
        ToolFiles.of(OtherTool.PRISMA).texts().forEach(project::write);
        project.database()
                .execute(
                        "CREATE TABLE _prisma_migrations (id varchar(36), checksum varchar(64),"
                                + " finished_at timestamp, migration_name varchar(255), logs text,"
                                + " rolled_back_at timestamp, started_at timestamp,"
                                + " applied_steps_count int)",
                        "INSERT INTO _prisma_migrations (id, checksum, migration_name,"
                                + " rolled_back_at) VALUES ('a', 'b', '20240101000000_one',"
                                + " CURRENT_TIMESTAMP)");

        imports(OtherTool.PRISMA, 0);

        assertThat(applied(checked(OtherTool.PRISMA))).hasSize(3);
    }

    @Test
    void beginsBehindABaselineOfFlyways() {
        writeTwoOfFlyway();
        project.flyway().baselineVersion("0").load().baseline();

        imports(OtherTool.FLYWAY, 0);

        assertThat(applied(checked(OtherTool.FLYWAY))).containsExactly("1", "2");
    }

    @Test
    void refusesWhatABaselineCovers() {
        writeTwoOfFlyway();
        project.flyway().baselineVersion("1").load().baseline();

        assertThat(failureOf(() -> checked(OtherTool.FLYWAY).up()))
                .hasMessageContaining(
                        "PUBLIC.flyway_schema_history holds what flyway applied to this database"
                                + " (1 migration), and this project's history is empty: what is"
                                + " applied would run again. Take that history over first: import"
                                + " flyway.");
    }

    @Test
    void refusesWhatDoesNotFit() {
        writeTwoOfFlyway();
        project.flyway().load().migrate();
        project.write("V2__two.sql", "CREATE TABLE two (id bigint);");

        assertThat(failureOf(() -> checked(OtherTool.FLYWAY).up()))
                .hasMessageContaining(
                        "PUBLIC.flyway_schema_history is the history that flyway keeps of this"
                                + " database. It does not fit these files, and this project's"
                                + " history is empty: what is applied would run again. Take that"
                                + " history over first, which tells what does not fit: import"
                                + " flyway.");
    }

    @Test
    void looksOnlyInTheSchemaWhereAnImportLooks() {
        writeTwoOfFlyway();
        project.database().execute("CREATE SCHEMA a", "CREATE SCHEMA b");
        project.flyway().schemas("a").load().migrate();

        Migrator other = checked("flyway", OtherTool.FLYWAY.layout(), "b");
        Migrator same = checked("flyway", OtherTool.FLYWAY.layout(), "a");
        Migrator usual = checked(OtherTool.FLYWAY);

        assertThat(failureOf(same::up)).hasMessageContaining("a.flyway_schema_history holds");
        assertThat(other.plan(Target.all()).findings()).isEmpty();
        assertThat(findings(usual)).containsExactly(elsewhere("a.flyway_schema_history"));
        assertThat(applied(other)).containsExactly("1", "2");
    }

    @Test
    void tellsOfAHistoryUnderAnotherName() {
        writeTwoOfFlyway();
        project.flyway().table("schema_version").load().migrate();
        String told = elsewhere("PUBLIC.schema_version");
        Migrator migrator = checked(OtherTool.FLYWAY);

        assertThat(findings(migrator)).containsExactly(told);
        assertThat(check(OtherTool.FLYWAY).get()).containsExactly(told);
        assertThat(failureOf(migrator::up)).hasMessageContaining("already exists");
    }

    @Test
    void tellsNothingOfATableThatIsAnotherTools() {
        ToolFiles.of(OtherTool.SQLX).texts().forEach(project::write);
        project.write("V1__one.sql", "CREATE TABLE one (id int);");
        project.flyway().table("schema_version").load().migrate();

        assertThat(check(OtherTool.SQLX).get()).isEmpty();
        assertThat(check(OtherTool.DBMATE).get()).isEmpty();
    }

    private List<String> findings(Migrator migrator) {
        return migrator.plan(Target.all()).findings().stream().map(Finding::message).toList();
    }

    private static String elsewhere(String table) {
        return "\"%s\" looks like a history of flyway, and is not where it would be looked for. Where"
                        .formatted(table)
                + " it tells of these migrations, they would run again: take it over first, with"
                + " that table named: import flyway.";
    }

    @Test
    void countsOfAnotherToolWhatIsApplied() {
        project.write("20240101000000_one.sql", "CREATE TABLE one (id int);");
        createGoose("0, true", "20240101000000, true", "20240101000000, false");
        Migrator own = checked("lifeguard", Layout.own(), null);

        assertThat(own.plan(Target.all()).findings()).isEmpty();
        insertGoose("5, true");
        assertThat(own.plan(Target.all()).findings())
                .singleElement()
                .satisfies(
                        finding ->
                                assertThat(finding.message())
                                        .isEqualTo(
                                                "PUBLIC.GOOSE_DB_VERSION holds what goose applied"
                                                    + " to this database (1 migration). Where these"
                                                    + " migrations are the same, take that history"
                                                    + " over: import goose."));
        insertGoose("20240101000000, true");
        assertThat(failureOf(own::up)).hasMessageContaining("would run again");
    }
}
