package dev.lifeguard.migrate.tests.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.layouts.OtherTool;
import dev.lifeguard.migrate.tests.commandline.CommandLine.Result;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Of each tool: its files, and what convert makes of them, make one schema. */
@OnPostgres
final class ConvertedLayoutsTest {

    @AutoClose private final Project project;
    @AutoClose private final Project other;

    ConvertedLayoutsTest(PostgresServer server) {
        project = new Project(server);
        other = new Project(server);
    }

    private static final String ONE = "CREATE TABLE one (id int);\n";
    private static final String TWO =
            """
            CREATE FUNCTION two() RETURNS int LANGUAGE plpgsql AS $$
            BEGIN
              RETURN 2;
            END
            $$;
            """;
    private static final String UNDO_TWO = "DROP FUNCTION two();\n";

    /** Two migrations, the second with a way back where the tool has any. */
    private static Map<String, String> files(OtherTool tool) {
        return switch (tool) {
            case FLYWAY ->
                    Map.of(
                            "V1.1__one.sql", ONE,
                            "V1.10__two words.sql", TWO,
                            "U1.10__two words.sql", UNDO_TWO,
                            "R__view.sql", "CREATE OR REPLACE VIEW v AS SELECT id FROM one;\n");
            case LIQUIBASE_SQL ->
                    Map.of(
                            "changes.sql",
                            "--liquibase formatted sql\n\n--changeset me:one\n"
                                    + ONE
                                    + "\n--changeset me:two splitStatements:false\n"
                                    + TWO
                                    + "--rollback DROP FUNCTION two();\n");
            case GOLANG_MIGRATE, SQLX ->
                    Map.of(
                            "1_one.up.sql", ONE,
                            "1_one.down.sql", "DROP TABLE one;",
                            "2_two.up.sql", TWO,
                            "2_two.down.sql", UNDO_TWO);
            case DBMATE ->
                    Map.of(
                            "1_one.sql",
                            "-- migrate:up transaction:false\n" + ONE + "-- migrate:down\n",
                            "20240101120000_two.sql",
                            "-- migrate:up\n" + TWO + "-- migrate:down\n" + UNDO_TWO);
            case GOOSE ->
                    Map.of(
                            "1_one.sql",
                            "-- +goose NO TRANSACTION\n-- +goose Up\n" + ONE,
                            "2_two.sql",
                            "-- +goose Up\n-- +goose StatementBegin\n"
                                    + TWO
                                    + "-- +goose StatementEnd\n-- +goose Down\n"
                                    + UNDO_TWO);
            case DIESEL ->
                    Map.of(
                            "2024-01-01-120000_one/up.sql", ONE,
                            "2024-01-01-120000_one/down.sql", "DROP TABLE one;",
                            "2024-01-02-120000_two/up.sql", TWO,
                            "2024-01-02-120000_two/down.sql", UNDO_TWO);
            case PRISMA ->
                    Map.of(
                            "20240101120000_one/migration.sql", ONE,
                            "20240102120000_two/migration.sql", TWO,
                            "migration_lock.toml", "provider = \"postgresql\"\n");
            case DRIZZLE ->
                    Map.of(
                            "0000_one.sql",
                            ONE + "--> statement-breakpoint\n" + TWO,
                            "meta/_journal.json",
                            "{\"version\":\"7\",\"dialect\":\"postgresql\",\"entries\":[{\"idx\":0,"
                                + "\"version\":\"7\",\"when\":1700000000000,\"tag\":\"0000_one\","
                                + "\"breakpoints\":true}]}");
            case NODE_PG_MIGRATE_SQL ->
                    Map.of(
                            "1700000000000_one.sql",
                            "-- Up Migration\n" + ONE + "-- Down Migration\nDROP TABLE one;\n",
                            "1700000000001_two.sql",
                            "-- Up Migration\n" + TWO + "-- Down Migration\n" + UNDO_TWO);
        };
    }

    @ParameterizedTest
    @EnumSource(OtherTool.class)
    void makesTheSameSchemaAndGoesOn(OtherTool tool) {
        new TreeMap<>(files(tool)).forEach((name, text) -> project.write("old/" + name, text));

        // A process of its own: the libraries that it takes read each tool's files.
        Result old = in("old", project).run("--layout", tool.id(), "up");
        Result convert = run(project, "old", "convert", tool.id(), directory("new"));
        Result gone = run(project, "new", "up");
        Result validated = run(project, "new", "validate");
        Result fresh = run(other, "new", "up");

        assertThat(old.exit()).as(old.errors()).isZero();
        assertThat(convert.exit()).as(convert.errors()).isZero();
        assertThat(gone.output()).as(gone.errors()).contains("Nothing to apply");
        assertThat(validated.exit()).as(validated.errors()).isZero();
        assertThat(fresh.exit()).as(fresh.errors()).isZero();
        assertThat(schema(other)).isEqualTo(schema(project)).contains("two");
        assertThat(other.database().has("one")).isTrue();
    }

    private static List<String> schema(Project of) {
        return of.database()
                .query(
                        "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace"
                                + " UNION ALL SELECT proname FROM pg_proc WHERE pronamespace ="
                                + " 'public'::regnamespace ORDER BY 1");
    }

    private Result run(Project of, String name, String... arguments) {
        return in(name, of).inThisProcess().run(arguments);
    }

    private CommandLine in(String name, Project of) {
        return CommandLine.of(of).with("LIFEGUARD_MIGRATIONS_DIR", directory(name));
    }

    private String directory(String name) {
        return project.directory().resolve(name).toString();
    }
}
