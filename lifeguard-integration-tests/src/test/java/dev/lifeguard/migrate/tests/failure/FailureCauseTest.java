package dev.lifeguard.migrate.tests.failure;

import static dev.lifeguard.migrate.tests.project.Project.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Why a migration failed: detail, hint and context of the server, from every place it can fail. */
@OnPostgres
final class FailureCauseTest {

    private static final String FILE = "20240101000000_broken.sql";
    private static final String ROLLED_BACK =
            " Nothing was changed: the transaction was rolled back. Fix the file and run up again.";

    @AutoClose private final Project project;

    FailureCauseTest(PostgresServer server) {
        project = new Project(server);
    }

    private String failureOfUp(String sql) {
        project.write(FILE, sql);
        String message =
                failureOf(project.migrator().tableLockRetry(Duration.ZERO).build()::up)
                        .detail()
                        .coded();
        assertThat(project.history()).isEmpty();
        return message;
    }

    @Test
    void comesWithTheServersDetail() {
        assertThat(
                        failureOfUp(
                                """
                                CREATE TABLE one (id int PRIMARY KEY);
                                INSERT INTO one VALUES (1), (2), (1);
                                """))
                .isEqualTo(
                        """
                        LG-201 Migration 20240101000000 broken failed at \
                        20240101000000_broken.sql:2:1: duplicate key value violates unique \
                        constraint "one_pkey" (SQLState 23505).%s
                          2 | INSERT INTO one VALUES (1), (2), (1)
                            | ^
                          Detail: Key (id)=(1) already exists.\
                        """
                                .formatted(
                                        ROLLED_BACK.replace(
                                                "Fix",
                                                "If this database had that before its first"
                                                        + " migration, record what it has with"
                                                        + " migrator.baseline(…); else fix")));
    }

    @Test
    void comesWithTheContextOfAFunction() {
        assertThat(
                        failureOfUp(
                                """
                                CREATE FUNCTION inner_one() RETURNS int LANGUAGE plpgsql AS $$
                                BEGIN
                                    RAISE EXCEPTION 'no such luck' USING HINT = 'Try again.',
                                        DETAIL = 'It is Friday.', ERRCODE = 'P0042';
                                END $$;
                                CREATE FUNCTION outer_one() RETURNS int LANGUAGE plpgsql AS $$
                                BEGIN
                                    RETURN inner_one();
                                END $$;
                                SELECT outer_one();
                                """))
                .isEqualTo(
                        """
                        LG-201 Migration 20240101000000 broken failed at \
                        20240101000000_broken.sql:3:5: no such luck (SQLState P0042).%s
                          3 |     RAISE EXCEPTION 'no such luck' USING HINT = 'Try again.',
                            |     ^
                          Called at 20240101000000_broken.sql:10:1
                          Detail: It is Friday.
                          Hint: Try again.
                          Context: PL/pgSQL function inner_one() line 3 at RAISE
                            PL/pgSQL function outer_one() line 3 at RETURN\
                        """
                                .formatted(ROLLED_BACK));
    }

    @Test
    void comesWithTheContextOfADoBlock() {
        assertThat(
                        failureOfUp(
                                """
                                DO $$
                                BEGIN
                                    PERFORM 1;
                                    EXECUTE 'SELECT * FROM nowhere';
                                END
                                $$;
                                """))
                .isEqualTo(
                        """
                        LG-201 Migration 20240101000000 broken failed at \
                        20240101000000_broken.sql:4:28: relation "nowhere" does not exist \
                        (SQLState 42P01).%s
                          4 |     EXECUTE 'SELECT * FROM nowhere';
                            |                            ^
                          Context: PL/pgSQL function inline_code_block line 4 at EXECUTE\
                        """
                                .formatted(ROLLED_BACK));
    }

    @Test
    void isToldOfADeferredConstraintAtTheCommit() {
        assertThat(
                        failureOfUp(
                                """
                                CREATE TABLE one (id int PRIMARY KEY);
                                CREATE TABLE two (
                                    one_id int REFERENCES one DEFERRABLE INITIALLY DEFERRED
                                );
                                INSERT INTO two VALUES (7);
                                """))
                .isEqualTo(
                        """
                        LG-201 Migration 20240101000000 broken failed at its COMMIT in \
                        20240101000000_broken.sql: insert or update on table "two" violates \
                        foreign key constraint "two_one_id_fkey" (SQLState 23503).%s
                          Detail: Key (one_id)=(7) is not present in table "one".\
                        """
                                .formatted(ROLLED_BACK));
        assertThat(project.database().has("two")).isFalse();
    }

    @Test
    void isToldOfABadRowOfACopy() {
        assertThat(
                        failureOfUp(
                                """
                                CREATE TABLE one (id int, name text);
                                COPY one (id, name) FROM STDIN;
                                1\tfirst
                                2\tsecond
                                x\tthird
                                \\.
                                CREATE TABLE two (id int);
                                """))
                .isEqualTo(
                        """
                        LG-201 Migration 20240101000000 broken failed at \
                        20240101000000_broken.sql:2:1: invalid input syntax for type integer: "x" \
                        (SQLState 22P02).%s
                          2 | COPY one (id, name) FROM STDIN
                            | ^
                          Context: COPY one, line 3, column id: "x\"\
                        """
                                .formatted(ROLLED_BACK));
        assertThat(project.database().has("one")).isFalse();
    }

    @Test
    void isToldOfAParameterThatNobodyGives() {
        assertThat(failureOfUp("CREATE TABLE one (id int);\nINSERT INTO one VALUES ($1);\n"))
                .isEqualTo(
                        """
                        LG-201 Migration 20240101000000 broken failed at \
                        20240101000000_broken.sql:2:1: bind message supplies 0 parameters, but \
                        prepared statement "" requires 1 (SQLState 08P01).%s
                          2 | INSERT INTO one VALUES ($1)
                            | ^\
                        """
                                .formatted(ROLLED_BACK));
        assertThat(project.database().has("one")).isFalse();
    }

    @Test
    void isToldOfACopyIntoATableThatDoesNotExist() {
        assertThat(
                        failureOfUp(
                                """
                                COPY nowhere FROM STDIN;
                                1\tfirst
                                \\.
                                """))
                .isEqualTo(
                        """
                        LG-201 Migration 20240101000000 broken failed at \
                        20240101000000_broken.sql:1:1: relation "nowhere" does not exist (SQLState \
                        42P01).%s
                          1 | COPY nowhere FROM STDIN
                            | ^\
                        """
                                .formatted(ROLLED_BACK));
    }

    @Test
    void isToldOfALockThatWasNotGotInTheTimeThatTheScriptNames() throws Exception {
        project.database().execute("CREATE TABLE busy (id int)");
        try (var holder = project.database().connect();
                var statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            statement.execute("LOCK TABLE busy IN ACCESS SHARE MODE");

            String message =
                    failureOfUp(
                            """
                            -- lifeguard:lock-timeout 50ms
                            ALTER TABLE busy ADD COLUMN name text;
                            """);

            assertThat(message)
                    .startsWith(
                            """
                            LG-203 Migration 20240101000000 broken failed at \
                            20240101000000_broken.sql:2:1: canceling statement due to lock timeout \
                            (SQLState 55P03). It was tried once; \
                            """)
                    .endsWith(
                            """
                            . Nothing was changed: the transaction was rolled back. Run up again when \
                            that has ended, or try longer with tableLockRetry(…).
                              2 | ALTER TABLE busy ADD COLUMN name text
                                | ^\
                            """);
        }
    }
}
