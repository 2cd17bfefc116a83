package dev.lifeguard.migrate.cli.demo;

import dev.lifeguard.migrate.cli.database.CommandCaller;
import dev.lifeguard.migrate.cli.output.Console;
import dev.lifeguard.migrate.cli.output.Progress;
import dev.lifeguard.migrate.cli.process.Logging;
import dev.lifeguard.migrate.cli.process.Shutdown;
import dev.lifeguard.migrate.cli.settings.Verbosity;
import dev.lifeguard.migrate.connect.Database;
import dev.lifeguard.migrate.connect.DatabaseUrl;
import dev.lifeguard.migrate.connect.Databases;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Loads the demo data into the sample's schema and shows what the schema makes of them. */
public final class AccountingDemo {

    private static final Duration LOCK_TIMEOUT = Duration.ofSeconds(30);

    private static final String LOADED =
            """
            SELECT
                (SELECT count(*) FROM companies) AS companies,
                (SELECT count(*) FROM accounts) AS accounts,
                (SELECT count(*) FROM journal_entries) AS entries,
                (SELECT count(*) FROM journal_entry_lines) AS lines,
                (SELECT count(*) FROM invoices) AS invoices,
                (SELECT count(*) FROM accounting_integrity_violations) AS violations
            """;

    private static final String TRIAL_BALANCE =
            """
            SELECT t.account_code AS account, t.account_name AS name,
                CASE WHEN t.base_net_balance > 0
                    THEN t.base_net_balance::numeric(19,2) END AS debit,
                CASE WHEN t.base_net_balance < 0
                    THEN (-t.base_net_balance)::numeric(19,2) END AS credit
            FROM companies c
            CROSS JOIN LATERAL trial_balance(c.id, '2024-12-31') t
            WHERE c.code = 'ACME' AND t.base_net_balance <> 0
            UNION ALL
            SELECT '', 'Total',
                sum(greatest(t.base_net_balance, 0))::numeric(19,2),
                sum(greatest(-t.base_net_balance, 0))::numeric(19,2)
            FROM companies c
            CROSS JOIN LATERAL trial_balance(c.id, '2024-12-31') t
            WHERE c.code = 'ACME'
            """;

    private static final String AGING =
            """
            SELECT u.code AS customer, u.name, g.currency_code AS currency,
                g.current_amount::numeric(19,2) AS "to 30 days",
                g.days_31_60::numeric(19,2) AS "31 to 60",
                g.days_61_90::numeric(19,2) AS "61 to 90",
                g.days_over_90::numeric(19,2) AS "over 90",
                g.total_outstanding::numeric(19,2) AS total,
                g.unapplied_amount::numeric(19,2) AS "not applied"
            FROM companies c
            CROSS JOIN LATERAL ar_aging(c.id, '2024-12-31') g
            JOIN customers u ON u.id = g.customer_id
            ORDER BY u.code
            """;

    private static final String UNBALANCED =
            """
            INSERT INTO journal_entries (company_id, entry_number, entry_date, description)
            SELECT c.id, 'WRONG', '2024-12-31', 'A cent is missing'
            FROM companies c WHERE c.code = 'ACME';

            INSERT INTO journal_entry_lines (
                company_id, journal_entry_id, line_number, account_id, currency_code, exchange_rate,
                debit_amount, credit_amount, base_debit_amount, base_credit_amount
            )
            SELECT e.company_id, e.id, l.number, a.id, 'USD', 1,
                l.debit, l.credit, l.debit, l.credit
            FROM (VALUES (1, '1000', 100.00, 0), (2, '4000', 0, 99.99))
                l (number, account, debit, credit)
            JOIN journal_entries e ON e.entry_number = 'WRONG'
            JOIN accounts a ON a.company_id = e.company_id AND a.code = l.account
            """;

    private static final String POST =
            "UPDATE journal_entries SET status = 'POSTED' WHERE entry_number = 'WRONG'";

    private final Connection connection;
    private final PrintStream out;

    private AccountingDemo(Connection connection, PrintStream out) {
        this.connection = connection;
        this.out = out;
    }

    /**
     * Shows it on the embedded database that a URL names.
     *
     * @param arguments the database's URL and the file with the data
     */
    public static void main(String[] arguments) throws IOException, SQLException {
        Logging.configure(Verbosity.QUIET);
        Shutdown shutdown = new Shutdown();
        Console console = Console.of(System.getenv(), true);
        Progress progress = new Progress(console, Verbosity.QUIET, event -> {});
        try (progress;
                Database database =
                        Databases.open(
                                DatabaseUrl.parse(arguments[0]),
                                new CommandCaller(LOCK_TIMEOUT, progress, shutdown))) {
            show(database.dataSource(), Path.of(arguments[1]), System.out);
        }
    }

    /**
     * Loads the data and shows a trial balance, an aging, and a posting that is refused.
     *
     * @param data statements for a schema without rows; they are loaded in one transaction
     * @throws SQLException when a statement fails that should not
     */
    public static void show(DataSource database, Path data, PrintStream out)
            throws IOException, SQLException {
        try (Connection connection = database.getConnection()) {
            AccountingDemo demo = new AccountingDemo(connection, out);
            demo.load(data);
            demo.query("The trial balance of ACME on 2024-12-31, in USD", TRIAL_BALANCE);
            demo.query("What customers owe on 2024-12-31, by days past due", AGING);
            demo.postUnbalanced();
        }
    }

    private void load(Path data) throws IOException, SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute(Files.readString(data));
            connection.commit();
        }
        connection.setAutoCommit(true);
        query("Loaded " + data, LOADED);
    }

    private void query(String title, String sql) throws SQLException {
        out.println();
        out.println(title);
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            ResultTable.of(result).lines().forEach(line -> out.println("  " + line));
        }
    }

    private void postUnbalanced() throws SQLException {
        out.println();
        out.println("An entry with a debit of 100.00 and a credit of 99.99 is posted");
        try (Statement statement = connection.createStatement()) {
            statement.execute(UNBALANCED);
            out.println("  " + refusal(statement));
            statement.execute("DELETE FROM journal_entries WHERE entry_number = 'WRONG'");
        }
    }

    private static String refusal(Statement statement) throws SQLException {
        try {
            statement.execute(POST);
        } catch (PSQLException refused) {
            ServerErrorMessage message = refused.getServerErrorMessage();
            if (message != null) {
                return "ERROR %s: %s".formatted(message.getSQLState(), message.getMessage());
            }
            throw refused;
        }
        throw new IllegalStateException("The database took an entry that does not balance.");
    }
}
