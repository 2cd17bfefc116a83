package dev.lifeguard.migrate.tests.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A statement of many megabytes, or nested deeply, is a statement like any other. */
@OnPostgres(18)
final class LongStatementsRunTest {

    private static final int ROWS = 100_000;
    private static final String VALUE = "a;b''c".repeat(16);

    @AutoClose private final Project project;

    LongStatementsRunTest(PostgresServer server) {
        project = new Project(server);
    }

    private static String insertOnOneLine(String lastRow) {
        return IntStream.range(0, ROWS)
                .mapToObj(id -> "(%s, '%s'), ".formatted(id, VALUE))
                .collect(Collectors.joining("", "INSERT INTO big VALUES ", lastRow + ";"));
    }

    @Test
    void anInsertOfTenMegabytesOnOneLineRuns() {
        project.write(
                LargeScript.NAME,
                "CREATE TABLE big (id int, body text);\n" + insertOnOneLine("(-1, 'last')"));
        project.up();
        assertThat(project.database().value("SELECT count(*), sum(length(body)) FROM big"))
                .isEqualTo("100001|8000004");
    }

    @Test
    void aFailureAtTheEndOfTenMegabytesOnOneLineIsShownInAShortMessage() {
        String insert = insertOnOneLine("(missing, 'last')");
        project.write(LargeScript.NAME, "CREATE TABLE big (id int, body text);\n" + insert);
        String message = Project.failureOf(project::up).detail().coded();
        assertThat(message)
                .startsWith(
                        "LG-201 Migration 20240101000000 big failed at 20240101000000_big.sql:2:%s:"
                                .formatted(insert.indexOf("missing") + 1))
                .hasSizeLessThan(1000);
    }

    @Test
    void fiveThousandParenthesesInEachOtherRun() {
        project.write(
                LargeScript.NAME,
                "CREATE TABLE big AS SELECT %s1%s AS id;"
                        .formatted("(".repeat(5000), ")".repeat(5000)));
        project.up();
        assertThat(project.database().value("SELECT id FROM big")).isEqualTo("1");
    }
}
