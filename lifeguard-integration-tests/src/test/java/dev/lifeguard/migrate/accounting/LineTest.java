package dev.lifeguard.migrate.accounting;

import static dev.lifeguard.migrate.accounting.Journal.post;
import static dev.lifeguard.migrate.accounting.Line.credit;
import static dev.lifeguard.migrate.accounting.Line.debit;
import static dev.lifeguard.migrate.accounting.Sql.id;
import static dev.lifeguard.migrate.accounting.Sql.sql;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.accounting.Line.Amounts;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a line of an entry may say: sides, decimals, currencies, rates, accounts. */
@OnPostgres
final class LineTest {

    private static final String ONE_SIDE = "23514 journal_entry_lines_one_side_check";
    private static final String DECIMALS = "23514 journal_entry_lines_minor_units";
    private static final String BASE_AMOUNT = "23514 journal_entry_lines_base_amount";

    @AutoClose private final Books books;

    LineTest(PostgresServer server) {
        books = Books.on(server);
    }

    @BeforeEach
    void makeDraft() {
        books.draft("e", "2024-03-10");
    }

    private void refuses(String refusal, Line line) {
        books.refuses(refusal, line.row("e", 9).sql());
    }

    private void accepts(Line... lines) {
        for (int at = 0; at < lines.length; at++) {
            books.accepts(lines[at].row("e", at + 1).sql());
        }
    }

    @Test
    void hasOneSideWithAnAmount() {
        refuses(ONE_SIDE, Line.of("1000", new Amounts("5", "5")));
        refuses(ONE_SIDE, debit("1000", "0"));
        refuses(ONE_SIDE, debit("1000", "-5"));
        refuses(ONE_SIDE, Line.of("1000", new Amounts("10.004", "-0.004")));
        refuses(ONE_SIDE, Line.of("1000", new Amounts("5", "0")).baseOnly().base("-5"));

        accepts(debit("1000", "5"));
    }

    @Test
    void hasNoMoreDecimalsThanItsCurrency() {
        refuses(DECIMALS, debit("1000", "10.005"));
        refuses(DECIMALS, debit("1000", "10.005").base("10.01"));
        refuses(DECIMALS, credit("1000", "10.005"));
        refuses(DECIMALS, credit("1000", "10.005").base("10.01"));
        refuses(DECIMALS, debit("1000", "100.5").in("JPY", "0.0067").base("0.67"));
        refuses(DECIMALS, debit("1000", "1.2345").in("BHD", "2.65").base("3.27"));
        refuses(DECIMALS, debit("1000", "10.00005").base("10"));

        accepts(debit("1000", "1.234").in("BHD", "2.65").base("3.27"));
    }

    @Test
    void isNumberedFromOneOn() {
        books.refuses(
                "23514 journal_entry_lines_line_number_check",
                debit("1000", "5").row("e", 0).sql());
    }

    @Test
    void hasNoAmountThatIsNotANumber() {
        refuses("23514 journal_entry_lines_bounds_check", debit("1000", "NaN"));
        refuses("23514 journal_entry_lines_bounds_check", credit("1000", "NaN"));
        refuses(
                "23514 journal_entry_lines_exchange_rate_check",
                debit("1000", "5").in("EUR", "NaN"));
    }

    @Test
    void hasTheBaseAmountThatItsRateGives() {
        refuses(BASE_AMOUNT, debit("1000", "100").in("EUR", "1.10").base("110.01"));
        refuses(BASE_AMOUNT, credit("1000", "100").in("EUR", "1.10").base("109.99"));
        refuses(
                "23514 journal_entry_lines_base_rate",
                debit("1000", "100").in("USD", "1.1").base("110"));
        refuses("23514 journal_entry_lines_base_rate", debit("1000", "100").in("USD", "1.1"));
        refuses(
                "23514 journal_entry_lines_exchange_rate_check",
                debit("1000", "100").in("EUR", "0").base("0"));
        refuses(BASE_AMOUNT, debit("1000", "100").base("110"));
        refuses(BASE_AMOUNT, credit("1000", "100").base("110"));
        refuses(ONE_SIDE, withBase(debit("1000", "100"), new Amounts("0", "100")));
        refuses(ONE_SIDE, withBase(credit("1000", "100"), new Amounts("100", "0")));

        accepts(debit("1000", "100").in("EUR", "1.10").base("110.00"));
    }

    private static Line withBase(Line line, Amounts base) {
        return new Line(line.account(), line.amounts(), base, line.currency(), line.rate());
    }

    @Test
    void isFoundAmongTheLinesOfManyEntries() {
        books.draft("f", "2024-03-10");
        books.draft("posted", "2024-03-10", debit("1000", "100"), credit("4000", "100"));
        books.accepts(post("posted"));
        Insert usual = debit("1000", "5").row("e", 1);
        Insert foreign = debit("1000", "100").in("EUR", "1.10").base("110").row("f", 1);
        Insert wrong = credit("4000", "5.001").row("f", 2);

        books.refuses(DECIMALS, Insert.rows(usual, foreign, wrong));
        books.refuses(DECIMALS, Insert.rows(wrong, foreign, usual));
        books.refuses(
                DECIMALS,
                Insert.rows(debit("1000", "-5").row("e", 2), debit("1000", "5.001").row("e", 1)));
        books.refuses(
                "55000 journal_entry_lines_frozen",
                Insert.rows(usual, foreign, credit("4000", "5.001").row("posted", 3)));
        books.accepts(Insert.rows(usual, foreign, credit("4000", "5").row("f", 2)));
        assertThat(
                        books.rows(
                                """
                                SELECT line_count, foreign_lines, total_debit, total_credit
                                FROM journal_entries WHERE status = 'DRAFT' ORDER BY entry_number
                                """))
                .containsExactly("1|0|5|0", "2|1|110|5");
    }

    @Test
    void takesUpAnExchangeGainWithABaseAmountOnly() {
        accepts(
                debit("1010", "100").in("EUR", "1.15").base("115"),
                credit("1100", "100").in("EUR", "1.10").base("110"),
                credit("7000", "5").in("EUR", "1").baseOnly());

        books.accepts(post("e"));

        assertThat(
                        books.row(
                                """
                                SELECT sum(net_balance), sum(base_net_balance)
                                FROM account_balances WHERE currency_code = 'EUR'
                                """))
                .isEqualTo("0|0");
        assertThat(books.balance("7000")).isEqualTo("0|5");
    }

    @Test
    void hasABaseAmountOnlyInAForeignCurrencyAndInDecimalsOfTheBase() {
        refuses("23514 journal_entry_lines_base_only", debit("1000", "5").baseOnly());
        refuses(BASE_AMOUNT, debit("1000", "5.001").in("EUR", "1").baseOnly());

        accepts(debit("1000", "5").in("EUR", "1").baseOnly());
    }

    @Test
    void isInTheCurrencyOfItsAccount() {
        refuses("23514 journal_entry_lines_account_currency", debit("1010", "5"));

        accepts(debit("1010", "5").in("EUR", "1.1").base("5.5"));
    }

    @Test
    void isInAnActiveCurrency() {
        books.accepts(sql("UPDATE currencies SET is_active = false WHERE code IN ('GBP', 'USD')"));

        refuses(
                "55000 journal_entry_lines_currency_active",
                debit("5000", "5").in("GBP", "1.2").base("6"));
        refuses("55000 journal_entry_lines_currency_active", debit("5000", "5"));
        accepts(debit("5000", "5").in("EUR", "1.2").base("6"));
    }

    @Test
    void staysWithinItsCompany() {
        Insert line = debit("1000", "5").row("e", 1);

        books.refuses(
                "23503 journal_entry_lines_account_fkey",
                line.with("account_id", id("NORD", "1000")).sql());
        books.refuses(
                "23503 journal_entry_lines_journal_entry_fkey",
                line.with("account_id", id("NORD", "1000"))
                        .with("company_id", id("NORD"))
                        .with("currency_code", "EUR")
                        .sql());
        books.refuses(
                "23503 journal_entry_lines_journal_entry_fkey",
                line.with("company_id", id("NORD")).with("currency_code", "EUR").sql());
    }
}
