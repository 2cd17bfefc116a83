package dev.lifeguard.migrate.tests.reader;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import dev.lifeguard.migrate.tests.server.TestDatabase;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What pg_dump writes is a migration as it is: a dump of what comes of it is the same as when psql
 * restores it. Its version is 15, which reads servers up to 15.
 *
 * <p>It is not compared with the dump itself, since the server words some expressions anew.
 */
@OnPostgres({14, 15})
final class DumpedTest {

    private static final Path DEMO_DATA = Path.of("..", "demo", "demo_data.sql");
    private static final String FILE = "20240101000000_dump.sql";

    @AutoClose private final Project source;
    @AutoClose private final Project target;
    @AutoClose private final TestDatabase restored;

    DumpedTest(PostgresServer server) {
        source = new Project(server);
        target = new Project(server);
        restored = server.createDatabase();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--format=plain", "--schema-only", "--column-inserts"})
    void aNastySchemaComesBack(String option) {
        run(source.database(), Corpus.nastySchema());

        requireComesBack(option);
    }

    @Test
    void theAccountingSchemaComesBackWithItsRows() {
        source.writeSample();
        source.up();
        run(source.database(), DEMO_DATA);

        requireComesBack("--format=plain");
    }

    private void requireComesBack(String option) {
        String dump = DumpProgram.dump(source.database(), option);
        Path file = target.write(FILE, dump);
        run(restored, file);

        assertThat(target.up().applied()).hasSize(1);

        assertThat(DumpProgram.comparable(DumpProgram.dump(target.database(), option)))
                .isEqualTo(DumpProgram.comparable(DumpProgram.dump(restored, option)));
        assertThat(dump.lines()).hasSizeGreaterThan(300);
    }

    private static void run(TestDatabase database, Path script) {
        Psql.Result result = new Psql(database, "postgres").run(script, "--single-transaction");
        assertThat(result.success()).as(result.output()).isTrue();
    }
}
