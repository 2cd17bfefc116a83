package dev.lifeguard.migrate.tests.javacode;

import static dev.lifeguard.migrate.tests.project.Project.failureOf;
import static dev.lifeguard.migrate.tests.project.Project.names;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.plan.Target;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Files of Java in the directory of the migrations. */
@OnPostgres
final class JavaFileTest {

    private static final String FILE = "m20240102000000_fill_users.java";

    @AutoClose private final Project project;

    JavaFileTest(PostgresServer server) {
        project = new Project(server);
        project.write(
                "20240101000000_users.sql",
                """
                CREATE TABLE users (id int PRIMARY KEY, name text);
                """);
    }

    private void write(String up, String down) {
        project.write(
                FILE,
                """
                import dev.lifeguard.migrate.schema.Migration;
                import dev.lifeguard.migrate.schema.SchemaManager;
                import java.util.List;

                public final class m20240102000000_fill_users implements Migration {
                    @Override
                    public void up(SchemaManager schema) throws Exception {
                        %s
                    }

                    @Override
                    public void down(SchemaManager schema) throws Exception {
                        %s
                    }
                }
                """
                        .formatted(up, down));
    }

    @Test
    void runUpAndDownBetweenFilesOfSql() {
        write(
                "schema.insert(\"users\", List.of(\"id\", \"name\"),"
                        + " List.of(List.of(1, \"Ada\"), List.of(2, \"Grace\")));",
                "schema.execute(\"DELETE FROM users\");");
        project.write("20240103000000_count.sql", "CREATE VIEW n AS SELECT count(*) FROM users;");

        assertThat(names(project.up().applied())).containsExactly("users", "fill_users", "count");
        assertThat(project.database().value("SELECT * FROM n")).isEqualTo("2");
        assertThat(project.history())
                .contains("20240102000000|fill_users|whole", "20240103000000|count|whole");

        project.write("20240103000000_count.sql", "CREATE VIEW n AS SELECT count(*) FROM users;");
        project.database()
                .execute(
                        "DROP VIEW n",
                        "DELETE FROM lifeguard_migrations WHERE version = 20240103000000");
        project.migrator().build().down(Target.steps(1));
        assertThat(project.database().value("SELECT count(*) FROM users")).isEqualTo("0");
        assertThat(project.history()).containsExactly("20240101000000|users|whole");
    }

    @Test
    void rollsEverythingBackWhenAStatementFails() {
        write(
                "schema.execute(\"INSERT INTO users VALUES (1, 'Ada')\");\n"
                        + "schema.execute(\"INSERT INTO users VALUES (1, 'Grace')\");",
                "");

        LifeguardException failure = failureOf(project::up);

        assertThat(failure.kind()).isEqualTo(ErrorKind.SCRIPT_FAILED);
        assertThat(failure.getMessage())
                .isEqualTo(
                        """
                        LG-201 Migration 20240102000000 fill_users failed at \
                        m20240102000000_fill_users.java:9: duplicate key value violates unique \
                        constraint "users_pkey" (SQLState 23505). Nothing of it was kept: the \
                        transaction was rolled back. The migration before it stays applied. Fix \
                        the file and run up again.
                          1 | INSERT INTO users VALUES (1, 'Grace')
                            | ^
                          Detail: Key (id)=(1) already exists.\
                        """);
        assertThat(failure.detail().line()).isEqualTo(9);
        assertThat(project.database().value("SELECT count(*) FROM users")).isEqualTo("0");
        assertThat(project.history()).containsExactly("20240101000000|users|whole");
    }

    @Test
    void failsAlsoWhenItsAuthorHidesTheFailure() {
        write("try { schema.execute(\"SELECT nonsense\"); } catch (RuntimeException e) {}", "");

        assertThat(failureOf(project::up).detail().sqlState()).isEqualTo("42703");
        assertThat(project.history()).containsExactly("20240101000000|users|whole");
    }

    @Test
    void tellsTheLineOfItsOwnException() {
        write("throw new IllegalStateException(\"no users\");", "");

        assertThat(failureOf(project::up).getMessage())
                .isEqualTo(
                        """
                        LG-201 Migration 20240102000000 fill_users failed at \
                        m20240102000000_fill_users.java:8: java.lang.IllegalStateException: no \
                        users. Nothing of it was kept: the transaction was rolled back. The \
                        migration before it stays applied. Mend it and run up again.\
                        """);
    }

    @Test
    void isRefusedWithThePlaceWhenItDoesNotCompile() {
        write("schema.execute(42);", "");

        LifeguardException failure = failureOf(project::up);

        assertThat(failure.kind()).isEqualTo(ErrorKind.INVALID_SCRIPT);
        assertThat(failure.getMessage())
                .contains("m20240102000000_fill_users.java:8:")
                .contains("int cannot be converted to java.lang.String");
        assertThat(project.database().has("users")).isFalse();
    }

    @Test
    void isRefusedWhenItWasEditedAfterItRan() {
        write("", "");
        project.up();
        write("schema.execute(\"SELECT 1\");", "");

        assertThat(failureOf(project::up).kind()).isEqualTo(ErrorKind.CHECKSUM_MISMATCH);
    }

    @Test
    void readsWhatIsThereAndWorksOnTheConnection() {
        write(
                """
                if (!schema.hasTable("users") || schema.hasTable("nobody")
                        || !schema.hasColumn("users", "name") || schema.hasColumn("users", "age")
                        || !schema.hasIndex("users", "users_pkey")
                        || schema.hasIndex("users", "users_name")) {
                    throw new IllegalStateException();
                }
                List<Integer> none = schema.query("SELECT id FROM users WHERE id > ?", row -> row.getInt(1), 0);
                try (var statement = schema.connection().createStatement()) {
                    statement.execute("INSERT INTO users VALUES (" + (7 + none.size()) + ", 'Joan')");
                }
                """,
                "");
        project.up();

        assertThat(project.database().value("SELECT id FROM users")).isEqualTo("7");
    }

    @Test
    void mayNotCommitTheTransactionThatIsNotItsOwn() {
        write("schema.connection().commit();", "");

        assertThat(failureOf(project::up).getMessage())
                .contains("commit() is refused: the transaction is the migration's");
        assertThat(project.history()).containsExactly("20240101000000|users|whole");
    }

    @Test
    void isNotInitialisedByWhatOnlyLooks() {
        project.write(
                FILE,
                """
                import dev.lifeguard.migrate.schema.Migration;
                import dev.lifeguard.migrate.schema.SchemaManager;

                public final class m20240102000000_fill_users implements Migration {

                    static final int NONE = Integer.parseInt("no number");

                    @Override
                    public void up(SchemaManager schema) {}

                    @Override
                    public void down(SchemaManager schema) {}
                }
                """);

        assertThat(project.migrator().build().status().pending()).hasSize(2);
        assertThat(project.migrator().build().validate().pending()).hasSize(2);
        assertThat(failureOf(project::up).getMessage())
                .isEqualTo(
                        """
                        LG-302 m20240102000000_fill_users.java cannot be used: it cannot be \
                        loaded: java.lang.ExceptionInInitializerError.\
                        """);
    }
}
