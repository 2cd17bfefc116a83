package dev.lifeguard.migrate.tests.reader;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.cli.output.PsqlScript;
import dev.lifeguard.migrate.dialect.StateSql.TableName;
import dev.lifeguard.migrate.plan.MigrationStatus;
import dev.lifeguard.migrate.plan.Plan;
import dev.lifeguard.migrate.plan.Target;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script of a plan, run by psql, leaves what a run leaves. */
@OnPostgres(18)
final class PlanScriptTest {

    @AutoClose private final Project project;
    @TempDir private Path directory;

    PlanScriptTest(PostgresServer server) {
        project = new Project(server);
    }

    private Psql.Result runByPsql(@Nullable String schema, String table) throws IOException {
        Plan plan =
                (schema == null ? project.migrator() : project.migrator().schema(schema))
                        .table(table)
                        .build()
                        .plan(Target.all());
        Path script = directory.resolve("plan.sql");
        Files.writeString(script, PsqlScript.of(plan, new TableName(schema, table)));
        return new Psql(project.database(), "postgres").run(script);
    }

    private void writeAll() {
        project.write(
                "20240101000000_item.sql",
                """
                -- Up migration
                SET search_path = pg_catalog;
                SET standard_conforming_strings = off;
                CREATE TABLE public.item (id int, note text);
                COPY public.item (id, note) FROM STDIN;
                1\tone
                2\tit's \\\\ two
                \\.
                -- Down migration
                DROP TABLE item; -- 'quoted' \\ and $$dollars$$
                """);
        project.write(
                "20240102000000_index.sql",
                """
                CREATE INDEX CONCURRENTLY item_id ON item (id);
                BEGIN;
                INSERT INTO item VALUES (3);
                COMMIT;
                VACUUM item;
                """);
        project.write(
                "20240103000000_last.sql",
                """
                CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$ BEGIN RETURN 1; END $$;
                INSERT INTO item SELECT f(), 'last';
                """);
    }

    @Test
    void leavesACleanStatusAndAWayBack() throws IOException {
        writeAll();

        Psql.Result result = runByPsql(null, TableName.DEFAULT_TABLE);

        assertThat(result.success()).as(result.output()).isTrue();
        MigrationStatus status = project.migrator().build().status();
        assertThat(status.pending()).isEmpty();
        assertThat(status.problems()).isEmpty();
        assertThat(project.up().applied()).isEmpty();
        assertThat(project.database().query("SELECT id, note FROM item ORDER BY id, note"))
                .containsExactly("1|last", "1|one", "2|it's \\ two", "3|");
        Files.delete(project.directory().resolve("20240102000000_index.sql"));
        Files.delete(project.directory().resolve("20240103000000_last.sql"));
        project.database()
                .execute("DELETE FROM lifeguard_migrations WHERE version > 20240101000000");
        assertThat(project.migrator().build().down(Target.steps(1)).rolledBack()).hasSize(1);
        assertThat(project.database().has("item")).isFalse();
    }

    @Test
    void hasRepeatableMigrationsAndHooksInTheirPlaces() throws IOException {
        project.write("before_up.sql", "CREATE TABLE trace (id serial, what text);\n");
        for (String hook : List.of("before_migration", "after_migration", "after_up")) {
            project.write(
                    hook + ".sql", "INSERT INTO trace (what) VALUES ('%s');\n".formatted(hook));
        }
        project.write("20240101000000_one.sql", "INSERT INTO trace (what) VALUES ('one');\n");
        project.write("20240102000000_two.sql", "CREATE INDEX CONCURRENTLY i ON trace (what);\n");
        project.write("r_view.sql", "INSERT INTO trace (what) VALUES ('view');\n");

        Psql.Result result = runByPsql(null, TableName.DEFAULT_TABLE);

        assertThat(result.success()).as(result.output()).isTrue();
        assertThat(project.database().query("SELECT what FROM trace ORDER BY id"))
                .containsExactly(
                        "before_migration",
                        "one",
                        "after_migration",
                        "before_migration",
                        "after_migration",
                        "before_migration",
                        "view",
                        "after_migration",
                        "after_up");
        assertThat(project.migrator().build().status().upToDate()).isTrue();
        project.write("before_up.sql", "SELECT 1;\n");
        project.write("r_view.sql", "INSERT INTO trace (what) VALUES ('edited');\n");

        assertThat(runByPsql(null, TableName.DEFAULT_TABLE).success()).isTrue();

        assertThat(project.migrator().build().status().upToDate()).isTrue();
        assertThat(project.up().applied()).isEmpty();
    }

    @Test
    void goesIntoTheSchemaAndTheTableThatAreNamed() throws IOException {
        project.write("20240101000000_item.sql", "CREATE TABLE item (id int);\n");

        Psql.Result result = runByPsql("My Shop", "History");

        assertThat(result.success()).as(result.output()).isTrue();
        assertThat(project.database().has("\"My Shop\".item")).isTrue();
        assertThat(project.migrator().schema("My Shop").table("History").build().status().pending())
                .isEmpty();
    }

    @Test
    void keepsNothingOfWhatFailsOrIsAppliedMeanwhile() throws IOException {
        project.write("20240101000000_item.sql", "CREATE TABLE item (id int);\n");
        Plan plan = project.migrator().build().plan(Target.all());
        Path script = directory.resolve("plan.sql");
        Files.writeString(
                script, PsqlScript.of(plan, new TableName(null, TableName.DEFAULT_TABLE)));
        Psql psql = new Psql(project.database(), "postgres");

        assertThat(psql.run(script).success()).isTrue();
        assertThat(psql.run(script).sqlState()).isEqualTo("42P07");
        assertThat(project.history()).containsExactly("20240101000000|item|whole");
    }
}
