package dev.lifeguard.migrate.pgparser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Texts that are deep, long or parsed by many, and what is left of the parser behind them. */
class LimitsTest {

    private static final PgParser PARSER = PgParser.create();

    @Test
    void longExpressionsNeedNoStack() throws Exception {
        int[] nodes = {0};

        PgStatement statement = PARSER.parse("SELECT 1" + " + 1".repeat(30_000)).getFirst();
        statement.tree().visit(node -> nodes[0]++);

        assertThat(nodes[0]).isGreaterThan(90_000);
    }

    @Test
    void whatIsNestedTooDeepForPostgresIsAnErrorInItsWords() throws Exception {
        String deep = "SELECT " + "(".repeat(20_000) + "1" + ")".repeat(20_000);

        PgSyntaxError error = catchThrowableOfType(PgSyntaxError.class, () -> PARSER.parse(deep));

        assertThat(error).hasMessage("memory exhausted at or near \"(\"");
        assertThat(PARSER.parse("SELECT " + "(".repeat(3_000) + "1" + ")".repeat(3_000)))
                .hasSize(1);
    }

    @Test
    void aTextOfMegabytesLeavesNothingBehind() throws Exception {
        assertThat(PARSER.parse("SELECT '" + "ä".repeat(1_000_000) + "'")).hasSize(1);
        assertThat(PARSER.parse("CREATE TABLE t (a int DEFAULT 1, b text);\n".repeat(5_000)))
                .hasSize(5_000);

        assertThat(PARSER.parse("SELECT 1")).hasSize(1);
    }

    @Test
    void threadsTakeTurns() throws Exception {
        List<Callable<Integer>> tasks =
                IntStream.rangeClosed(1, 40)
                        .<Callable<Integer>>mapToObj(
                                n -> () -> PARSER.parse("SELECT 1;".repeat(n)).size())
                        .toList();
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<Integer>> results = threads.invokeAll(tasks);

            for (int i = 0; i < results.size(); i++) {
                assertThat(results.get(i).get()).isEqualTo(i + 1);
            }
        }
    }

    @Test
    void anInterruptedThreadParsesAndStaysInterrupted() throws Exception {
        Thread.currentThread().interrupt();

        List<PgStatement> statements = PARSER.parse("SELECT 1");

        assertThat(Thread.interrupted()).isTrue();
        assertThat(statements).hasSize(1);
    }
}
