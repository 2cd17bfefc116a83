package dev.lifeguard.migrate.tests.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.plan.Target;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PgDump;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The schema as another program sees it; its version is 15, which reads servers up to 15. */
@OnPostgres({14, 15})
final class PgDumpTest {

    @AutoClose private final Project project;

    PgDumpTest(PostgresServer server) {
        project = new Project(server);
    }

    @Test
    void showsOnlyTheStateTableAndItsLogWhenEverythingIsRolledBack() {
        project.writeSample();
        project.up();
        assertThat(PgDump.schema(project.database())).hasSizeGreaterThan(100);

        project.migrator().build().down(Target.steps(10));

        assertThat(PgDump.schema(project.database()))
                .filteredOn(line -> !line.startsWith("    ") && !line.equals(");"))
                .containsExactly(
                        "CREATE TABLE public.lifeguard_migrations (",
                        "CREATE TABLE public.lifeguard_migrations_log (",
                        "ALTER TABLE public.lifeguard_migrations_log ALTER COLUMN id ADD GENERATED"
                                + " ALWAYS AS IDENTITY (",
                        "ALTER TABLE ONLY public.lifeguard_migrations_log",
                        "ALTER TABLE ONLY public.lifeguard_migrations");
    }
}
