package dev.lifeguard.migrate.accounting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.cli.demo.AccountingDemo;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import dev.lifeguard.migrate.tests.server.TestDatabase;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What the demo shows after the commands. */
@OnPostgres(18)
final class AccountingDemoTest {

    @AutoClose private final TestDatabase database;

    AccountingDemoTest(PostgresServer server) {
        database = server.createDatabase();
    }

    @Test
    void showsATrialBalanceAnAgingAndARefusedPosting() throws Exception {
        Fixture.migrator(database).up();
        ByteArrayOutputStream shown = new ByteArrayOutputStream();

        AccountingDemo.show(
                database.dataSource(),
                Path.of("..", "demo", "demo_data.sql"),
                new PrintStream(shown, true, StandardCharsets.UTF_8));

        assertThat(shown.toString(StandardCharsets.UTF_8).lines().map(String::strip))
                .contains("The trial balance of ACME on 2024-12-31, in USD")
                .contains("What customers owe on 2024-12-31, by days past due")
                .anyMatch(line -> line.matches("Total +([0-9.]+) +\\1"))
                .anyMatch(
                        line ->
                                line.matches(
                                        "C-002 .* 200.00 +200.00 +200.00 +100.00 +700.00 +0.00"))
                .anyMatch(line -> line.matches("2 +40 .* 0"))
                .anyMatch(
                        line ->
                                line.matches(
                                        "ERROR 23514: Journal entry WRONG \\(.*\\) cannot be posted"
                                                + " with 2 lines, debits of 100.0000 and credits of"
                                                + " 99.9900: it needs two lines or more that"
                                                + " balance"));
        assertThat(database.query("SELECT FROM journal_entries WHERE status = 'DRAFT'")).isEmpty();
        assertThat(database.query("SELECT FROM accounting_integrity_violations")).isEmpty();
    }
}
