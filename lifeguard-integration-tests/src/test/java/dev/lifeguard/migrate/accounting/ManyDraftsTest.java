package dev.lifeguard.migrate.accounting;

import static dev.lifeguard.migrate.accounting.Sql.id;
import static dev.lifeguard.migrate.accounting.Sql.sql;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A transaction, even the first one of all, makes many things: each reads as much as the first. */
@OnPostgres
final class ManyDraftsTest {

    private static final int FEW = 50;

    /** The rows of each table that this transaction has looked at so far. */
    private static final Sql READ =
            sql("SELECT relname, seq_tup_read + idx_tup_fetch FROM pg_stat_xact_user_tables");

    @AutoClose private final Books books;

    ManyDraftsTest(PostgresServer server) {
        books = Books.on(server);
    }

    @Test
    void entries() {
        each(Set.of("journal_entries"), number -> books.sale(number, "2024-03-10", "5"));

        books.accepts(sql("UPDATE journal_entries SET status = 'POSTED'"));
    }

    @Test
    void postings() {
        each(
                Set.of("journal_entries", "journal_entry_lines"),
                number -> {
                    books.sale(number, "2024-03-10", "5");
                    books.accepts(Journal.post(number));
                });
    }

    @Test
    void postingsInAnotherCurrency() {
        each(
                Set.of("journal_entries", "journal_entry_lines"),
                number -> {
                    Line paid = Line.debit("1000", "5").in("EUR", "2").base("10");
                    Line owed = Line.credit("1100", "5").in("EUR", "2").base("10");
                    books.accepts(
                            Journal.autoPost(number, "2024-03-10", paid, owed).toArray(Sql[]::new));
                });
    }

    @Test
    void linesInAnotherCurrencyByOneStatement() {
        books.accepts(sql("BEGIN"));
        fillDraftsInEuro(0, FEW);
        long few = read(Set.of("accounts", "journal_entries"));
        fillDraftsInEuro(FEW, 5 * FEW);

        assertThat(read(Set.of("accounts", "journal_entries")) - few).isBetween(3 * few, 5 * few);
        books.accepts(sql("COMMIT"));
    }

    private void fillDraftsInEuro(int from, int to) {
        books.accepts(
                sql(
                        """
                        INSERT INTO journal_entries (id, company_id, entry_number, entry_date)
                        SELECT md5('n' || i)::uuid, ?, 'n' || i, '2024-03-10'
                        FROM generate_series(?, ?) i
                        """,
                        id("ACME"),
                        from,
                        to - 1),
                sql(
                        """
                        INSERT INTO journal_entry_lines (
                            company_id, journal_entry_id, line_number, account_id, currency_code,
                            exchange_rate, debit_amount, base_debit_amount
                        )
                        SELECT ?, md5('n' || i)::uuid, 1, ?, 'EUR', 2, 5, 10
                        FROM generate_series(?, ?) i
                        """,
                        id("ACME"),
                        id("ACME", "1000"),
                        from,
                        to - 1));
    }

    @ParameterizedTest
    @EnumSource
    void invoices(Subledger ledger) {
        each(
                Set.of("invoices", "invoice_lines", ledger.documents()),
                number -> ledger.invoice(books, number, "5"));
    }

    @ParameterizedTest
    @EnumSource
    void applications(Subledger ledger) {
        each(
                Set.of(ledger.payments(), ledger.documents(), ledger.applications()),
                number -> {
                    ledger.invoice(books, number, "5");
                    books.accepts(
                            ledger.payment(number, "5").sql(),
                            ledger.application(number, number, "5", "2024-03-10").sql());
                });
    }

    /** Repeats what makes something of a number, and compares the rows read in some tables. */
    private void each(Set<String> tables, Consumer<String> make) {
        books.accepts(sql("BEGIN"));
        IntStream.range(0, FEW).mapToObj("n%s"::formatted).forEach(make);
        long few = read(tables);
        IntStream.range(FEW, 5 * FEW).mapToObj("n%s"::formatted).forEach(make);

        assertThat(read(tables) - few).isBetween(3 * few, 5 * few);
        books.accepts(sql("COMMIT"));
    }

    private long read(Set<String> tables) {
        return books.session().rows(READ).stream()
                .map(row -> row.split("\\|", -1))
                .filter(row -> tables.contains(row[0]))
                .mapToLong(row -> Long.parseLong(row[1]))
                .sum();
    }
}
