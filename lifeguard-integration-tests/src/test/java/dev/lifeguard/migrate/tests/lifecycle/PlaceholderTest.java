package dev.lifeguard.migrate.tests.lifecycle;

import static dev.lifeguard.migrate.tests.project.Project.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.MigratorBuilder;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What becomes of {@code ${key}} in scripts. */
@OnPostgres
final class PlaceholderTest {

    private static final String FILE = "20240101000000_tenant.sql";

    private static final String TENANT =
            """
            -- Up migration
            CREATE TABLE "${tenant}" (id int, name text DEFAULT '${name}');
            -- Down migration
            DROP TABLE "${tenant}";
            """;

    @AutoClose private final Project project;

    PlaceholderTest(PostgresServer server) {
        project = new Project(server);
    }

    private MigratorBuilder migrator() {
        return project.migrator().placeholder("tenant", "a b").placeholder("name", "it''s; --");
    }

    private void write(String sql) {
        project.write(FILE, sql);
    }

    @Test
    void areReplacedInUpAndInDown() {
        write(TENANT);

        migrator().build().up();

        assertThat(project.database().has("\"a b\"")).isTrue();
        project.database().execute("INSERT INTO \"a b\" (id) VALUES (1)");
        assertThat(project.database().value("SELECT name FROM \"a b\"")).isEqualTo("it's; --");
        migrator().build().down();
        assertThat(project.database().has("\"a b\"")).isFalse();
    }

    @Test
    void stayAsTheyAreInCopyDataInCommentsAndBehindAnotherDollarSign() {
        write(
                """
                CREATE TABLE texts (text text); -- ${nobody}
                COPY texts FROM STDIN;
                ${name} $${name} ${nobody}
                \\.
                INSERT INTO texts VALUES ('$${name}'), ('${tenant}') /* ${nobody} */;
                """);

        migrator().build().up();

        assertThat(project.database().query("SELECT text FROM texts"))
                .containsExactly("${name} $${name} ${nobody}", "${name}", "a b");
    }

    @Test
    void areTextWhereNoneIsDeclared() {
        write("CREATE TABLE texts AS SELECT '${name} $${name}' AS text;\n");

        project.up();

        assertThat(project.database().value("SELECT text FROM texts"))
                .isEqualTo("${name} $${name}");
    }

    @Test
    void areRefusedWhereOthersAreDeclared() {
        write("CREATE TABLE one (id int);\nCREATE TABLE é_${two} (id int);\n");

        assertThat(failureOf(migrator().build()::up))
                .hasMessage(
                        "LG-302 20240101000000_tenant.sql:2:16: The placeholder \"${two}\" is not"
                                + " declared, but \"${name}\", \"${tenant}\". Declare it by"
                                + " placeholder(\"two\", …), or write \"$${two}\" for the text"
                                + " itself.\n"
                                + "  2 | CREATE TABLE é_${two} (id int);\n"
                                + "    |                ^");
        assertThat(project.database().has("one")).isFalse();
    }

    @Test
    void leaveTheChecksumThatOfTheFile() {
        write("CREATE TABLE \"${tenant}\" (id int);\n");
        migrator().build().up();
        assertThat(project.database().value("SELECT checksum FROM lifeguard_migrations"))
                .isEqualTo("31dfec8686265d60af566ebe2a615dd8ef0bc2187040124907a7b28ec2c5500a");

        assertThat(migrator().placeholder("tenant", "other").build().up().applied()).isEmpty();
    }

    @Test
    void areReplacedAgainInTheRecordedDownScript() {
        write(TENANT);
        migrator().build().up();
        assertThat(project.database().value("SELECT down_script FROM lifeguard_migrations"))
                .isEqualTo("DROP TABLE \"${tenant}\";\n");
        project.delete(FILE);

        assertThat(failureOf(() -> project.migrator().placeholder("other", "").build().down()))
                .hasMessage(
                        "LG-302 20240101000000_tenant.sql (recorded):1:13: The placeholder"
                            + " \"${tenant}\" is not declared, but \"${other}\". Declare it by"
                            + " placeholder(\"tenant\", …), or write \"$${tenant}\" for the text"
                            + " itself.\n"
                            + "  1 | DROP TABLE \"${tenant}\";\n"
                            + "    |             ^");
        migrator().build().down();

        assertThat(project.database().has("\"a b\"")).isFalse();
        assertThat(project.history()).isEmpty();
    }

    @Test
    void standInTheExcerptOfAFailureInPlaceOfTheirValues() {
        write("CREATE TABLE one (\n    \"${tenant}\" text DEFAULT '${name}', nope nothing\n);\n");

        assertThat(failureOf(migrator().build()::up))
                .hasMessage(
                        "LG-201 Migration 20240101000000 tenant failed at %s:2:46: type \"nothing\""
                                        .formatted(FILE)
                                + " does not exist (SQLState 42704). Nothing was changed: the"
                                + " transaction was rolled back. Fix the file and run up again.\n"
                                + "  2 |     \"${tenant}\" text DEFAULT '${name}', nope nothing\n"
                                + "    |                                              ^");
    }

    @Test
    void mustNotChangeInWhatAPartWayMigrationHasDone() {
        write(
                """
                -- lifeguard:no-transaction
                CREATE TABLE "${tenant}" (id int);
                CREATE TABLE "${name}" (id nothing);
                """);
        failureOf(migrator().build()::up);

        assertThat(failureOf(migrator().placeholder("tenant", "c").build()::up))
                .hasMessageEndingWith(
                        "Those statements were edited in the file since. Restore them and run up"
                                + " again, or put the database right by hand and say which it is:"
                                + " migrator.repair(new Repair.MarkDone(20240101000000L)) or"
                                + " migrator.repair(new Repair.MarkUndone(20240101000000L))");
        assertThat(project.database().has("c")).isFalse();
    }
}
