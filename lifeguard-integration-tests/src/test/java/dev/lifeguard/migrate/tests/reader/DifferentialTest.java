package dev.lifeguard.migrate.tests.reader;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import java.io.IOException;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What {@code psql -f} runs, {@code up} runs: of each script both leave the same in an empty
 * database, or both fail and leave the same, which is nothing when it ran in one transaction.
 */
@OnPostgres({14, 15, 16, 17, 18})
final class DifferentialTest {

    private final PostgresServer server;
    @AutoClose private final Twins twins;

    DifferentialTest(PostgresServer server) throws SQLException, IOException {
        this.server = server;
        twins = new Twins(server);
    }

    @TestFactory
    Stream<DynamicTest> leavesTheSameAsPsql() throws IOException {
        return Corpus.of(server).stream()
                .map(it -> DynamicTest.dynamicTest(it.name(), () -> compare(it)));
    }

    private void compare(SqlCase script) throws SQLException, IOException {
        Outcome psql = twins.psql(script);
        Outcome up = twins.up(script);

        if (Refusal.isDeliberate(up.message())) {
            assertThat(script.name()).as(up.message()).startsWith("generated_");
            return;
        }
        assertThat(up.comparable())
                .as("%s%n%s%n%s", script.text(), psql.message(), up.message())
                .isEqualTo(psql.comparable());
        if (!up.sqlState().isEmpty() && !psql.sqlState().isEmpty()) {
            assertThat(up.sqlState()).as(up.message()).isEqualTo(psql.sqlState());
        }
        assertThat(twins.history().contains("20240101000000|t")).isEqualTo(up.success());
    }
}
