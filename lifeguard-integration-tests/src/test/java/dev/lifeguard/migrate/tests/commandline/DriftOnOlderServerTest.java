package dev.lifeguard.migrate.tests.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.tests.commandline.CommandLine.Result;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The scratch database is on a newer server than the database. */
@OnPostgres(14)
final class DriftOnOlderServerTest {

    @AutoClose private final Project project;

    DriftOnOlderServerTest(PostgresServer server) {
        project = new Project(server);
    }

    @Test
    void findsNoneInTheSampleAndOneThatIsMade() {
        project.writeSample();
        project.write(
                "20250101000000_public.sql",
                """
                REVOKE CREATE ON SCHEMA public FROM PUBLIC;
                GRANT USAGE ON SCHEMA public TO pg_monitor;
                CREATE TABLE journal (id int, email text CONSTRAINT email_required NOT NULL);
                GRANT ALL ON journal TO pg_monitor;
                REVOKE DELETE, TRUNCATE ON journal FROM pg_monitor;
                CREATE TABLE others (id int);
                GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER ON others
                    TO pg_monitor;
                """);
        project.up();
        CommandLine commandLine =
                CommandLine.in(project.directory())
                        .with("LIFEGUARD_DATABASE_URL", project.database().url())
                        .with("LIFEGUARD_MIGRATIONS_DIR", project.directory().toString());

        Result none = commandLine.run("drift");
        assertThat(none.exit()).as(none.output() + none.errors()).isZero();

        project.write("20250102000000_hardened.sql", "REVOKE ALL ON SCHEMA public FROM PUBLIC;\n");
        project.up();
        Result hardened = commandLine.run("drift");
        assertThat(hardened.exit()).as(hardened.output() + hardened.errors()).isZero();

        project.database().execute("DROP VIEW ap_gl_reconciliation");
        assertThat(commandLine.run("drift").output()).contains("view public.ap_gl_reconciliation");
    }
}
