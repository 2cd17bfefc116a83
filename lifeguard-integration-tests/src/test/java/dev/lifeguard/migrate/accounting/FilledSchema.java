package dev.lifeguard.migrate.accounting;

import static dev.lifeguard.migrate.accounting.Journal.post;
import static dev.lifeguard.migrate.accounting.Journal.reverse;
import static dev.lifeguard.migrate.accounting.Sql.id;

import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.plan.Target;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import dev.lifeguard.migrate.tests.server.TestDatabase;
import java.util.List;
import java.util.stream.IntStream;

/** A database whose migrations go up and down one by one, with rows in every table there is. */
final class FilledSchema implements AutoCloseable {

    /** How many migrations there are. */
    static final int MIGRATIONS = 4;

    private final TestDatabase database;
    private final Migrator migrator;

    FilledSchema(PostgresServer server) {
        this.database = server.createDatabase();
        this.migrator = Fixture.migrator(database);
    }

    TestDatabase database() {
        return database;
    }

    void up(int steps) {
        migrator.up(Target.steps(steps));
    }

    void down(int steps) {
        migrator.down(Target.steps(steps));
    }

    /** What is left of the tool when nothing is applied; a dump shows it like any other table. */
    void dropStateTable() {
        database.execute("DROP TABLE lifeguard_migrations, lifeguard_migrations_log");
    }

    /** Fills the tables of one migration, after those of the ones before it. */
    void fill(int migration) {
        switch (migration) {
            case 1 -> database.execute(Fixture.ledger());
            case 2 -> database.execute(Fixture.parties());
            default -> {}
        }
        try (Books books = Books.of(database)) {
            switch (migration) {
                case 1 -> fillLedger(books);
                case 2 ->
                        books.accepts(
                                Invoice.toCustomer("draft").sql(),
                                Invoice.line("draft", 1, "5").sql());
                case 3 -> fillSubledger(books, Subledger.RECEIVABLES);
                case 4 -> fillSubledger(books, Subledger.PAYABLES);
                default -> throw new IllegalArgumentException("No migration " + migration);
            }
        }
    }

    /** Applies all and fills every table. */
    void upAndFill() {
        up(MIGRATIONS);
        IntStream.rangeClosed(1, MIGRATIONS).forEach(this::fill);
    }

    /** The tables without a row. */
    List<String> emptyTables() {
        try (Books books = Books.of(database)) {
            return books.state().stream().filter(table -> table.contains("|0|")).toList();
        }
    }

    private static void fillLedger(Books books) {
        books.sale("e", "2024-03-10", "100");
        books.sale("f", "2024-03-10", "50");
        books.sale("draft", "2024-03-10", "1");
        books.accepts(
                post("e", "f"),
                reverse(id("f"), "R", "2024-03-11"),
                Insert.into("exchange_rates")
                        .with("from_currency_code", "EUR")
                        .with("to_currency_code", "USD")
                        .with("rate_date", "2024-01-01")
                        .with("rate", "1.1")
                        .sql());
    }

    private static void fillSubledger(Books books, Subledger ledger) {
        // Invoices outlast the way down and up of what is built on them.
        String number = ledger + books.row("SELECT count(*) FROM invoices");
        ledger.invoice(books, number, "100");
        books.accepts(
                ledger.payment(number, "60").sql(),
                ledger.application(number, number, "50", "2024-03-10").sql(),
                ledger.refund(number, number, "5", "2024-03-11").sql(),
                ledger.takeSnapshot("2024-06-01"));
    }

    @Override
    public void close() {
        database.close();
    }
}
