package dev.lifeguard.migrate.tests.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.tests.commandline.CommandLine.Result;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** {@code compat --since}: no database says what is pending. */
@OnPostgres(18)
final class CompatWithoutDatabaseTest {

    @AutoClose private final Project project;
    private final CommandLine commandLine;

    CompatWithoutDatabaseTest(PostgresServer server) {
        project = new Project(server);
        commandLine =
                CommandLine.in(project.directory())
                        .with("LIFEGUARD_MIGRATIONS_DIR", project.directory().toString())
                        .with("LIFEGUARD_SCRATCH_URL", project.database().url())
                        .inThisProcess();
        project.write(
                "20240101000000_users.sql",
                "CREATE TABLE users (id bigint PRIMARY KEY, name text);\n");
        project.write("20240102000000_age.sql", "ALTER TABLE users ADD age int;\n");
        project.write("20240103000000_name.sql", "ALTER TABLE users RENAME name TO full_name;\n");
        project.write("r_names.sql", "CREATE OR REPLACE VIEW names AS SELECT id FROM users;\n");
        project.write("statements.txt", "SELECT name, age FROM users\nSELECT id FROM names\n");
    }

    private String statements() {
        return project.directory().resolve("statements.txt").toString();
    }

    private Result compat(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "compat";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return commandLine.run(all);
    }

    @Test
    void takesAllThatIsNewerForPending() {
        Result result = compat("--since", "20240102000000", "--statements", statements());

        assertThat(result.output())
                .as(result.errors())
                .isEqualTo(
                        """
                        20240103000000 name
                          breaks   SELECT name, age FROM users
                                   PostgreSQL refuses it: column "name" does not exist (SQLState 42703).

                        not analysed
                          SELECT id FROM names
                            PostgreSQL refuses it before the migrations: relation "names" does not exist (SQLState 42P01).

                        2 statements, 2 pending migrations: 1 breaks, 1 not analysed.
                        """);
        assertThat(result.exit()).isEqualTo(10);
    }

    @Test
    void looksAtWhatWaitsForBatchesInTheBackground() {
        writeWaiting();

        Result result = compat("--since", "20240104000000", "--statements", statements());

        assertThat(result.output())
                .as(result.errors())
                .isEqualTo(
                        """
                        20240107000000 gone
                          breaks   SELECT kind FROM users
                                   PostgreSQL refuses it: column "kind" does not exist (SQLState 42703).

                        1 statement, 3 pending migrations: 1 breaks.
                        """);
        assertThat(result.exit()).isEqualTo(10);
        assertThat(compat("--since", "20240106000000", "--statements", statements()).output())
                .endsWith("1 statement, 1 pending migration: 1 breaks.\n");
    }

    private void writeWaiting() {
        project.delete("r_names.sql");
        project.write("20240104000000_kind.sql", "ALTER TABLE users ADD kind text;\n");
        project.write(
                "20240105000000_kinds.sql",
                """
                -- lifeguard:batch table=users key=id mode=background
                UPDATE users SET kind = 'a' WHERE id > :from AND id <= :to;
                """);
        project.write(
                "20240106000000_known.sql",
                """
                -- lifeguard:requires 20240105000000
                ALTER TABLE users ALTER kind SET NOT NULL;
                """);
        project.write("20240107000000_gone.sql", "ALTER TABLE users DROP kind;\n");
        project.write("statements.txt", "SELECT kind FROM users\n");
    }

    @Test
    void saysWhatItNeeds() throws IOException {
        assertThat(compat("--statements", statements()).errors())
                .contains(
                        "Which migrations are pending is not known. Name the database with"
                                + " --database-url, or the newest migration of the release that"
                                + " runs with --since.");
        assertThat(compat("--since", "20240102000000").errors())
                .contains(
                        "--since asks no database. Name the application's statements with"
                                + " --statements, or a database that has them with"
                                + " --statements-from.");
        assertThat(compat("--since", "20230102000000", "--statements", statements()).errors())
                .contains(
                        "An empty database does not get the migration 20230102000000: its file is"
                                + " not there, or a baseline stands for it. The newest that it gets"
                                + " are 20240101000000, 20240102000000, 20240103000000.");
        Path empty = Files.writeString(project.directory().resolve("empty.txt"), "-- Nothing.\n");
        Result none = compat("--since", "20240102000000", "--statements", empty.toString());
        assertThat(none.exit()).isEqualTo(2);
        assertThat(none.errors())
                .contains(
                        "LG-101 The file of statements %s has no statement, so nothing would be found. Have it written again, or leave --statements out."
                                .formatted(empty));
    }
}
