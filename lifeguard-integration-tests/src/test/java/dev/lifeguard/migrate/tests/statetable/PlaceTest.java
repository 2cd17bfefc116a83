package dev.lifeguard.migrate.tests.statetable;

import static dev.lifeguard.migrate.tests.project.Project.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.MigratorBuilder;
import dev.lifeguard.migrate.plan.Target;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import dev.lifeguard.migrate.tests.server.SchemaSnapshot;
import dev.lifeguard.migrate.tests.server.TestDatabase;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** In which schema and under which name the state table is. */
@OnPostgres
final class PlaceTest {

    @AutoClose private final Project project;
    private final TestDatabase database;

    PlaceTest(PostgresServer server) {
        project = new Project(server);
        database = project.database();
        project.write(
                "20240101000000_one.sql",
                """
                -- Up migration
                CREATE TABLE one (id int);
                -- Down migration
                DROP TABLE one;
                """);
        project.write(
                "20240102000000_two.sql",
                """
                -- Up migration
                CREATE INDEX CONCURRENTLY one_id ON one (id);
                -- Down migration
                DROP INDEX CONCURRENTLY one_id;
                """);
    }

    private void requireWholeLifecycle(MigratorBuilder builder, String table) {
        assertThat(builder.build().status().pending()).hasSize(2);
        assertThat(builder.build().up().applied()).hasSize(2);
        assertThat(builder.build().up().applied()).isEmpty();
        assertThat(builder.build().validate().applied()).hasSize(2);
        assertThat(builder.build().lockHolder()).isEmpty();
        assertThat(database.value("SELECT count(*) FROM " + table)).isEqualTo("2");
        assertThat(builder.build().down().rolledBack()).hasSize(1);
        assertThat(builder.build().down().rolledBack()).hasSize(1);
        assertThat(database.value("SELECT count(*) FROM " + table)).isEqualTo("0");
    }

    @Test
    void aTablesNameMayHoldQuotesCapitalsAndBlanks() {
        requireWholeLifecycle(
                project.migrator().table("Lifeguard \"Näme\"; DROP TABLE x --'"),
                "\"Lifeguard \"\"Näme\"\"; DROP TABLE x --'\"");
        assertThat(database.has("lifeguard_migrations")).isFalse();
    }

    @Test
    void aSchemasNameMayHoldQuotesCapitalsAndBlanks() {
        requireWholeLifecycle(
                project.migrator().schema("My \"Own\" schema"),
                "\"My \"\"Own\"\" schema\".lifeguard_migrations");
    }

    @Test
    void scriptsRunInTheSchemaThatIsMadeForThem() {
        project.migrator().schema("tenant_7").build().up();

        assertThat(database.has("tenant_7.one")).isTrue();
        assertThat(database.has("tenant_7.lifeguard_migrations")).isTrue();
        assertThat(SchemaSnapshot.of(database))
                .filteredOn(line -> line.contains("public"))
                .containsExactly("schema public");
    }

    @Test
    void twoSchemasHaveHistoriesOfTheirOwn() {
        project.migrator().schema("tenant_1").build().up();

        assertThat(project.migrator().schema("tenant_2").build().up().applied()).hasSize(2);
        assertThat(database.has("tenant_1.one")).isTrue();
        assertThat(database.has("tenant_2.one")).isTrue();
    }

    @Test
    void scriptsFindTheSchemasOfTheSearchPathBehindTheirOwn() {
        database.execute("CREATE TABLE public.shared (id int)");
        project.write("20240103000000_three.sql", "CREATE VIEW three AS SELECT * FROM shared;\n");

        project.migrator().schema("tenant_7").build().up();

        assertThat(database.has("tenant_7.three")).isTrue();
    }

    @Test
    void anEmptyTableInALaterSchemaOfTheSearchPathIsAnothers() {
        database.execute("CREATE SCHEMA first", "CREATE SCHEMA second");
        PGSimpleDataSource second = database.dataSource();
        second.setCurrentSchema("second");
        project.migrator(second).build().up();
        database.execute("DELETE FROM second.lifeguard_migrations");
        PGSimpleDataSource firstAndSecond = database.dataSource();
        firstAndSecond.setCurrentSchema("first,second");

        assertThat(project.migrator(firstAndSecond).build().up().applied()).hasSize(2);

        assertThat(database.value("SELECT count(*) FROM first.lifeguard_migrations"))
                .isEqualTo("2");
        assertThat(database.value("SELECT count(*) FROM second.lifeguard_migrations"))
                .isEqualTo("0");
    }

    @Test
    void aHistoryThatIsEmptyAgainIsUsedByARoleThatMayCreateNothing() {
        project.migrator().build().up();
        project.migrator().build().down(Target.all());
        String role = database.createRole("writer", "secret");
        database.execute(
                "GRANT SELECT, INSERT, UPDATE, DELETE ON lifeguard_migrations TO " + role,
                "REVOKE CREATE ON SCHEMA public FROM PUBLIC");
        project.delete("20240101000000_one.sql");
        project.delete("20240102000000_two.sql");
        project.write("20240103000000_three.sql", "SELECT 1;\n");

        project.migrator(database.dataSource(role, "secret")).build().up();

        assertThat(database.value("SELECT name FROM lifeguard_migrations")).isEqualTo("three");
    }

    @Test
    void aScriptThatMakesAnEarlierSchemaDoesNotMoveTheTable() {
        PGSimpleDataSource dataSource = database.dataSource();
        dataSource.setCurrentSchema("later,public");
        project.write("20240103000000_three.sql", "CREATE SCHEMA later;\n");
        project.write("20240104000000_four.sql", "CREATE TABLE four (id int);\n");

        project.migrator(dataSource).build().up();

        assertThat(database.value("SELECT count(*) FROM public.lifeguard_migrations"))
                .isEqualTo("4");
        assertThat(database.has("later.lifeguard_migrations")).isFalse();
    }

    @Test
    void aSearchPathWithoutASchemaThatExistsIsRefused() {
        PGSimpleDataSource dataSource = database.dataSource();
        dataSource.setCurrentSchema("nowhere");

        assertThat(failureOf(() -> project.migrator(dataSource).build().up()))
                .hasMessage(
                        "LG-101 The state table \"lifeguard_migrations\" has no place: the"
                                + " connection's search_path names no schema that exists. Create"
                                + " the schema, or name another one with schema(…) and table(…).");
    }

    @Test
    void aTablesNameWithADotIsRefused() {
        assertThat(failureOf(() -> project.migrator().table("app.history").build()))
                .hasMessage(
                        "LG-101 The table's name \"app.history\" holds a dot: its schema is given"
                                + " by itself, with schema(…).");
    }

    @Test
    void settingsThatCannotBeUsedAreToldTogether() {
        assertThat(
                        failureOf(
                                () ->
                                        project.migrator()
                                                .schema("ä".repeat(32))
                                                .table(" ?")
                                                .lockTimeout(java.time.Duration.ofSeconds(-1))
                                                .lease(java.time.Duration.ofMillis(999))
                                                .build()))
                .hasMessage(
                        "LG-101 The lock timeout PT-1S is negative. The lease PT0.999S is shorter"
                            + " than PT1S. The table's name \" ?\" holds a question mark. The"
                            + " schema's name \"ääääääääääääääääääääääääääääääää\" has 64 bytes,"
                            + " and 63 is the most.");
    }
}
