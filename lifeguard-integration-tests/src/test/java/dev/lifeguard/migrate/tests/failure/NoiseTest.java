package dev.lifeguard.migrate.tests.failure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What a server sends back besides errors disturbs nothing. */
@OnPostgres
final class NoiseTest {

    @AutoClose private final Project project;

    NoiseTest(PostgresServer server) {
        project = new Project(server);
    }

    private void requireApplied(String sql) {
        project.write("20240101000000_noisy.sql", sql);
        assertThat(Project.names(project.up().applied())).containsExactly("noisy");
        assertThat(project.history()).containsExactly("20240101000000|noisy|whole");
    }

    @Test
    void noticesAndWarningsDoNotDisturb() {
        requireApplied(
                """
                DROP TABLE IF EXISTS nowhere;
                CREATE TABLE one (id int);
                DO $$ BEGIN
                    FOR i IN 1..1000 LOOP RAISE NOTICE 'row % of a thousand', i; END LOOP;
                    RAISE WARNING 'the end';
                END $$;
                CREATE TABLE IF NOT EXISTS one (id int);
                """);
        assertThat(project.database().has("one")).isTrue();
    }

    @Test
    void statementsThatReturnRowsDoNotDisturb() {
        requireApplied(
                """
                CREATE TABLE one (id int);
                INSERT INTO one SELECT generate_series(1, 20000) RETURNING id;
                SELECT * FROM one;
                VALUES (1, 'a'), (2, 'b');
                TABLE one;
                EXPLAIN SELECT * FROM one;
                SHOW search_path;
                DELETE FROM one WHERE id > 10 RETURNING *;
                """);
        assertThat(project.database().value("SELECT count(*) FROM one")).isEqualTo("10");
    }

    @Test
    void notificationsDoNotDisturb() {
        requireApplied(
                """
                LISTEN events;
                NOTIFY events, 'hello';
                CREATE TABLE one (id int);
                """);
    }

    @Test
    void copyTakesItsRowsFromTheScript() {
        requireApplied(
                """
                CREATE TABLE one (id int, name text);
                COPY one FROM STDIN;
                1\tan apostrophe's; semicolon -- no comment
                2\t\\N
                \\.
                COPY one (id, name) FROM STDIN WITH (FORMAT csv, HEADER);
                id,name
                3,"quoted, ""twice"" so"
                \\.
                COPY one FROM STDIN;
                \\.
                CREATE INDEX one_id ON one (id);
                """);
        assertThat(project.database().query("SELECT * FROM one ORDER BY id"))
                .containsExactly(
                        "1|an apostrophe's; semicolon -- no comment",
                        "2|",
                        "3|quoted, \"twice\" so");
    }

    @Test
    void aBlockOfBeginAndCommitIsTheTransaction() {
        requireApplied(
                """
                BEGIN;
                CREATE TABLE one (id int);
                SAVEPOINT before_two;
                CREATE TABLE two (id int);
                ROLLBACK TO before_two;
                RELEASE before_two;
                COMMIT;
                """);
        assertThat(project.database().has("one")).isTrue();
        assertThat(project.database().has("two")).isFalse();
        assertThat(
                        project.database()
                                .value(
                                        """
                                        SELECT c.xmin = m.xmin FROM pg_class c, lifeguard_migrations m
                                        WHERE c.relname = 'one'
                                        """))
                .isEqualTo("t");
    }
}
