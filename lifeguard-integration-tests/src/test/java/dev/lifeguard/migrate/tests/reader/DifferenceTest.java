package dev.lifeguard.migrate.tests.reader;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Where {@code up} is not to do what psql does, and where psql does not do what it should. */
@OnPostgres
final class DifferenceTest {

    @AutoClose private final Twins twins;

    DifferenceTest(PostgresServer server) throws SQLException, IOException {
        twins = new Twins(server);
    }

    @TestFactory
    Stream<DynamicTest> refusesWithItsPlaceWhatPsqlRuns() throws IOException {
        return Corpus.refused().stream()
                .map(it -> DynamicTest.dynamicTest(it.name(), () -> requireRefused(it)));
    }

    @TestFactory
    Stream<DynamicTest> runsWhatPsqlGetsWrong() throws IOException {
        return Corpus.psqlFails().stream()
                .map(it -> DynamicTest.dynamicTest(it.name(), () -> requireRun(it)));
    }

    @Test
    void eachReasonHasAScript() throws IOException {
        assertThat(Corpus.refused().stream().map(DifferenceTest::reason).distinct())
                .containsExactlyInAnyOrder(Refusal.values());
    }

    private static Refusal reason(SqlCase script) {
        String name = script.name().substring(script.name().indexOf('-') + 1);
        return Arrays.stream(Refusal.values())
                .filter(it -> it.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(script.name()));
    }

    private void requireRefused(SqlCase script) throws SQLException, IOException {
        Outcome up = twins.up(script);

        assertThat(twins.psql(script).success()).as("psql runs it").isTrue();
        assertThat(up.success()).isFalse();
        assertThat(reason(script).isSaidBy(up.message())).as(up.message()).isTrue();
        assertThat(up.content()).noneMatch(fact -> fact.contains("public.t"));
    }

    private void requireRun(SqlCase script) throws SQLException, IOException {
        Outcome up = twins.up(script);

        assertThat(up.message()).isEmpty();
        assertThat(up.content()).anyMatch(fact -> fact.startsWith("relation: public.t "));
        assertThat(twins.history()).containsExactly("20240101000000|t");
    }
}
