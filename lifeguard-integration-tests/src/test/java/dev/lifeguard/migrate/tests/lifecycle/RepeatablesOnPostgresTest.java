package dev.lifeguard.migrate.tests.lifecycle;

import static dev.lifeguard.migrate.tests.project.Project.failureOf;
import static dev.lifeguard.migrate.tests.project.Project.names;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.plan.Plan.Grouping;
import dev.lifeguard.migrate.schema.Migration;
import dev.lifeguard.migrate.schema.SchemaManager;
import dev.lifeguard.migrate.source.MigrationSource;
import dev.lifeguard.migrate.source.MigrationVersion;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Repeatable migrations and hooks where PostgreSQL has something of its own. */
@OnPostgres
final class RepeatablesOnPostgresTest {

    @AutoClose private final Project project;

    RepeatablesOnPostgresTest(PostgresServer server) {
        project = new Project(server);
        project.write("20240101000000_one.sql", "CREATE TABLE one (id int, what text);\n");
    }

    private List<String> ones() {
        return project.database().query("SELECT what FROM one ORDER BY id, what");
    }

    @Test
    void whatWasLeftInTheMiddleIsRemovedBeforeItBeginsAgain() {
        project.write("20240102000000_rows.sql", "INSERT INTO one VALUES (1, 'a'), (1, 'b');\n");
        project.write("r_index.sql", "CREATE UNIQUE INDEX CONCURRENTLY i ON one (id);\n");

        LifeguardException failure = failureOf(project::up);

        assertThat(failure.kind()).isEqualTo(ErrorKind.PARTIALLY_APPLIED);
        assertThat(failure.detail().message())
                .contains("an INVALID index, public.i, which the next up removes");
        assertThat(project.migrator().build().status().problems())
                .map(problem -> problem.detail().message())
                .containsExactly(
                        "Migration r_index stopped part-way on its way up: none of its statements"
                            + " is done. It left an INVALID index, public.i, which DROP INDEX"
                            + " CONCURRENTLY public.i removes. Run up again: it does that by itself"
                            + " and begins again at its first statement.");
        project.write("r_index.sql", "CREATE INDEX CONCURRENTLY IF NOT EXISTS i ON one (id);\n");

        assertThat(names(project.up().applied())).containsExactly("index");

        assertThat(
                        project.database()
                                .value(
                                        "SELECT indisvalid, indisunique FROM pg_index"
                                                + " WHERE indexrelid = 'i'::regclass"))
                .isEqualTo("t|f");
        assertThat(project.migrator().build().status().upToDate()).isTrue();
        assertThat(project.up().applied()).isEmpty();
    }

    @Test
    void aTransactionInsteadOfStatementsRemovesThatToo() {
        project.write("20240102000000_rows.sql", "INSERT INTO one VALUES (1, 'a'), (1, 'b');\n");
        project.write("r_index.sql", "CREATE UNIQUE INDEX CONCURRENTLY i ON one (id);\n");
        failureOf(project::up);
        project.write("r_index.sql", "INSERT INTO one VALUES (2, 'c');\n");

        assertThat(names(project.up().applied())).containsExactly("index");

        assertThat(project.database().value("SELECT to_regclass('i') IS NULL")).isEqualTo("t");
        assertThat(ones()).containsExactly("a", "b", "c");
    }

    @Test
    void shareATransactionWithOthersAndWithTheirHooks() {
        project.write("before_migration.sql", "SET LOCAL search_path = pg_catalog;\n");
        project.write("after_migration.sql", "INSERT INTO public.one VALUES (9, 'hook');\n");
        project.write("20240101000000_one.sql", "CREATE TABLE public.one (id int, what text);\n");
        project.write("r_a.sql", "INSERT INTO public.one VALUES (1, 'a');\n");
        project.write("r_b.sql", "INSERT INTO public.one VALUES (2, 'b');\n");

        project.migrator().grouping(Grouping.ALL).build().up();
        project.write("r_a.sql", "INSERT INTO public.one VALUES (1, 'c');\n");
        project.write("r_b.sql", "INSERT INTO public.one VALUES (2, 'd');\n");
        project.migrator().grouping(Grouping.ALL).build().up();

        assertThat(ones())
                .containsExactly("a", "c", "b", "d", "hook", "hook", "hook", "hook", "hook");
        assertThat(
                        project.database()
                                .value(
                                        "SELECT count(DISTINCT xmin::text) FROM"
                                                + " lifeguard_migrations WHERE version < -1"))
                .isEqualTo("1");
        project.write("r_a.sql", "INSERT INTO public.one VALUES (1, 'e');\n");
        project.write("r_b.sql", "INSERT INTO public.missing VALUES (2, 'd');\n");
        assertThat(failureOf(() -> project.migrator().grouping(Grouping.ALL).build().up()))
                .hasMessageContaining("with the migration before it in the same transaction");
        assertThat(ones()).hasSize(9);
    }

    @Test
    void whatABeforeHookSetsHoldsForItsMigrationAndNoFurther() {
        project.write(
                "20240101000000_one.sql",
                """
                CREATE SCHEMA other;
                CREATE TABLE one (id int, what text);
                """);
        project.up();
        project.write(
                "before_migration.sql", "SET LOCAL search_path = other;\nSET work_mem = '7MB';\n");
        project.write("20240102000000_two.sql", "CREATE TABLE two (id int);\n");
        project.write(
                "20240103000000_three.sql",
                "INSERT INTO public.one VALUES (3, current_setting('work_mem'));\n");
        project.write(
                "after_up.sql",
                """
                INSERT INTO one VALUES (4, current_setting('work_mem'));
                INSERT INTO one VALUES (5, current_setting('search_path'));
                """);

        project.up();

        assertThat(project.database().value("SELECT to_regclass('other.two')::text"))
                .isEqualTo("other.two");
        assertThat(ones()).containsExactly("7MB", "4MB", "\"$user\", public");
    }

    @Test
    void theHistoryIsWrittenAsTheRunnersOwnUser() {
        project.up();
        project.database()
                .execute(
                        "DROP ROLE IF EXISTS hook_owner",
                        "CREATE ROLE hook_owner",
                        "GRANT CREATE, USAGE ON SCHEMA public TO hook_owner");
        project.write("before_migration.sql", "SET LOCAL ROLE hook_owner;\n");
        project.write("20240102000000_two.sql", "CREATE TABLE two (id int);\n");
        project.write("r_three.sql", "CREATE TABLE three (id int);\n");

        project.up();

        assertThat(
                        project.database()
                                .query(
                                        "SELECT tablename FROM pg_tables"
                                                + " WHERE tableowner = 'hook_owner' ORDER BY 1"))
                .containsExactly("three", "two");
        project.database().execute("DROP OWNED BY hook_owner", "DROP ROLE hook_owner");
    }

    @Test
    void runAroundMigrationsInJavaToo() {
        project.write("before_migration.sql", "SET LOCAL work_mem = '7MB';\n");
        project.write("after_migration.sql", "INSERT INTO one VALUES (2, 'behind');\n");
        Migration migration =
                new Migration() {
                    @Override
                    public long version() {
                        return 20240102000000L;
                    }

                    @Override
                    public String name() {
                        return "java";
                    }

                    @Override
                    public void up(SchemaManager schema) {
                        schema.execute("INSERT INTO one VALUES (1, current_setting('work_mem'))");
                    }

                    @Override
                    public void down(SchemaManager schema) {
                        throw new IllegalStateException("it has no way back");
                    }
                };
        Migrator migrator = project.migrator().source(MigrationSource.of(migration)).build();

        migrator.up();

        assertThat(ones()).containsExactly("7MB", "behind", "behind");
        project.write("after_migration.sql", "SELECT 1 / 0;\n");
        assertThat(failureOf(() -> migrator.down()).detail().message())
                .startsWith("The rollback of migration 20240102000000 java failed at ")
                .contains("it has no way back");
        project.write("before_migration.sql", "SELECT 1 / 0;\n");
        assertThat(failureOf(() -> migrator.down()).detail().message())
                .startsWith(
                        "Hook before_migration.sql around migration 20240102000000 java failed at"
                                + " before_migration.sql:1:1: division by zero");
    }

    @Test
    void aGrantBehindTheRunReachesWhatItMade() {
        project.write("after_up.sql", "GRANT SELECT ON ALL TABLES IN SCHEMA public TO PUBLIC;\n");

        project.up();

        assertThat(
                        project.database()
                                .value(
                                        "SELECT count(*) FROM information_schema.table_privileges"
                                            + " WHERE table_name = 'one' AND grantee = 'PUBLIC'"))
                .isEqualTo("1");
    }

    @Test
    void aNewMigrationBehindRepeatableOnesIsInOrder() {
        project.write("r_a.sql", "INSERT INTO one VALUES (1, 'a');\n");
        project.up();
        project.write("20240102000000_two.sql", "INSERT INTO one VALUES (2, 'two');\n");
        project.write("20240103000000_three.sql", "INSERT INTO one VALUES (3, 'three');\n");

        assertThat(names(project.up().applied())).containsExactly("two", "three");
    }

    @Test
    void anEarlierTextIsAppliedAgain() {
        project.write("r_a.sql", "INSERT INTO one VALUES (1, 'a');\n");
        project.up();
        project.write("r_a.sql", "INSERT INTO one VALUES (2, 'b');\n");
        project.up();
        project.write("r_a.sql", "INSERT INTO one VALUES (1, 'a');\n");

        assertThat(names(project.up().applied())).containsExactly("a");
        assertThat(ones()).containsExactly("a", "a", "b");
    }

    @Test
    void lineEndsAreNoEdit() {
        project.write("r_a.sql", "INSERT INTO one\nVALUES (1, 'a');\n");
        project.up();
        project.write("r_a.sql", "INSERT INTO one\r\nVALUES (1, 'a');\r\n");

        assertThat(project.up().applied()).isEmpty();
    }

    @Test
    void aDirectoryMayHaveNothingElse() {
        project.up();
        project.delete("20240101000000_one.sql");
        project.write("r_a.sql", "INSERT INTO one VALUES (1, 'a');\n");

        assertThat(names(project.up().applied())).containsExactly("a");
        assertThat(project.up().applied()).isEmpty();
    }

    @Test
    void anEmptyDatabaseMayHaveNothingElse() {
        project.delete("20240101000000_one.sql");
        project.write("r_a.sql", "CREATE TABLE IF NOT EXISTS a (id int);\n");

        assertThat(names(project.up().applied())).containsExactly("a");
        assertThat(project.migrator().build().status().upToDate()).isTrue();
        assertThat(project.up().applied()).isEmpty();
    }

    @Test
    void sevenHundredAreApplied() {
        for (int number = 100; number < 800; number++) {
            project.write(
                    "r_%s.sql".formatted(number),
                    "INSERT INTO one VALUES (%s, 'x');\n".formatted(number));
        }

        assertThat(project.up().applied()).hasSize(701);
        assertThat(project.up().applied()).isEmpty();
    }

    @Test
    void severalRunnersApplyOneOnce() throws Exception {
        project.write("before_up.sql", "SELECT pg_sleep(0.3);\n");
        project.write("r_a.sql", "INSERT INTO one VALUES (1, 'a');\n");
        project.write("after_up.sql", "INSERT INTO one VALUES (2, 'behind');\n");

        try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
            List<Future<Integer>> runs =
                    threads.invokeAll(Collections.nCopies(3, () -> project.up().applied().size()));

            int applied = 0;
            for (Future<Integer> run : runs) {
                applied += run.get();
            }
            assertThat(applied).isEqualTo(2);
        }
        assertThat(ones()).containsExactly("a", "behind");
    }

    @Test
    void aPlaceholderWithAnotherValueDoesNotRunItAgain() {
        project.write("r_a.sql", "INSERT INTO one VALUES (1, '${what}');\n");

        project.migrator().placeholder("what", "x").build().up();
        assertThat(project.migrator().placeholder("what", "y").build().up().applied()).isEmpty();
        assertThat(project.migrator().placeholder("what", "y").build().validate().upToDate())
                .isTrue();

        assertThat(ones()).containsExactly("x");
    }

    @Test
    void twoDirectoriesMayNotHaveTheSameName(@TempDir Path other) throws Exception {
        project.write("r_a.sql", "SELECT 1;\n");
        project.write(
                "before_up.sql",
                "CREATE TABLE IF NOT EXISTS hooks (id int);\nINSERT INTO hooks VALUES (1);\n");
        Files.writeString(other.resolve("r_a.sql"), "SELECT 2;\n");
        Files.writeString(other.resolve("before_up.sql"), "INSERT INTO hooks VALUES (2);\n");

        LifeguardException failure =
                failureOf(
                        () ->
                                project.migrator()
                                        .source(MigrationSource.directory(other))
                                        .build()
                                        .up());

        assertThat(failure.kind()).isEqualTo(ErrorKind.DUPLICATE_VERSION);
        assertThat(failure.detail().version()).isNull();
        assertThat(failure)
                .hasMessage(
                        "LG-303 The repeatable migration r_a stands twice: \"r_a.sql\" in directory"
                                + " %s and \"r_a.sql\" in directory %s. Give one of them another"
                                + " name.",
                        project.directory(), other);
        Files.delete(other.resolve("r_a.sql"));
        project.migrator().source(MigrationSource.directory(other)).build().up();
        assertThat(project.database().query("SELECT id FROM hooks ORDER BY ctid"))
                .containsExactly("1", "2");
    }

    @Test
    void aViewThatStandsInTheWayOfDownIsDroppedByHandAndMadeAnew() {
        project.write(
                "20240101000000_one.sql",
                """
                -- Up migration
                CREATE TABLE one (id int);
                -- Down migration
                DROP TABLE one;
                """);
        project.write("r_ones.sql", "CREATE OR REPLACE VIEW ones AS SELECT id FROM one;\n");
        project.up();
        Migrator migrator = project.migrator().build();

        assertThat(failureOf(migrator::down).detail().message())
                .contains(
                        "Nothing was changed: the transaction was rolled back. Drop by hand what"
                            + " depends on it (where a repeatable migration made that, say so with"
                            + " migrator.repair(new"
                            + " Repair.MarkUndone(MigrationVersion.ofRepeatable(\"NAME\").number())),"
                            + " and the next up makes it anew) and run down again.");
        project.database().execute("DROP VIEW ones");
        migrator.repair(
                new Migrator.Repair.MarkUndone(MigrationVersion.ofRepeatable("ones").number()));
        migrator.down();
        assertThat(names(project.up().applied())).containsExactly("one", "ones");
    }

    @Test
    void aDownSectionIsRefused() {
        project.write("r_a.sql", "-- Up migration\nSELECT 1;\n-- Down migration\nSELECT 2;\n");

        assertThat(failureOf(project::up))
                .hasMessageContaining(
                        "has a down section, and a repeatable migration has no way back: down"
                                + " leaves it alone. Take the section out.");
        project.write("r_a.sql", "-- Up migration\nSELECT 1;\n");
        assertThat(names(project.up().applied())).containsExactly("one", "a");
    }
}
