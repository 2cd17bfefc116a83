package dev.lifeguard.migrate.accounting;

import static dev.lifeguard.migrate.accounting.Journal.autoPost;
import static dev.lifeguard.migrate.accounting.Journal.change;
import static dev.lifeguard.migrate.accounting.Journal.entry;
import static dev.lifeguard.migrate.accounting.Journal.lines;
import static dev.lifeguard.migrate.accounting.Journal.period;
import static dev.lifeguard.migrate.accounting.Journal.post;
import static dev.lifeguard.migrate.accounting.Line.credit;
import static dev.lifeguard.migrate.accounting.Line.debit;
import static dev.lifeguard.migrate.accounting.Sql.id;
import static dev.lifeguard.migrate.accounting.Sql.sql;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.tests.server.Background;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Entries that are posted by the statement that inserts their lines. */
@OnPostgres
final class AutoPostTest {

    private static final String ALONE = "55000 journal_entry_lines_auto_post";
    private static final String TOTALS = "42501 journal_entries_totals_maintained";

    @AutoClose private final Books books;

    AutoPostTest(PostgresServer server) {
        books = Books.on(server);
    }

    private void begin(String number) {
        books.accepts(entry(number, "2024-03-10").with("auto_post", true).sql());
    }

    @Test
    void theLinesPostTheirEntryInTheNameOfItsCreator() {
        books.accepts(
                entry("e", "2024-03-10")
                        .with("auto_post", true)
                        .with("created_by", id("an actor"))
                        .sql());
        assertThat(books.row("SELECT status FROM journal_entries")).isEqualTo("DRAFT");

        books.accepts(lines("e", debit("1000", "100"), credit("4000", "100")));

        assertThat(
                        books.row(
                                """
                                SELECT status, posted_at IS NOT NULL, posted_by, fiscal_period_id,
                                    total_debit, total_credit, line_count
                                FROM journal_entries
                                """))
                .isEqualTo("POSTED|t|%s|%s|100|100|2", id("an actor"), id("ACME", "2024-03"));
        assertThat(books.balance("1000")).isEqualTo("100|0");
        assertThat(books.balance("4000")).isEqualTo("0|100");
    }

    @Test
    void oneStatementMakesAndPostsAnEntry() {
        Sql begun = entry("e", "2024-03-10").with("auto_post", true).sql();
        Sql filled = lines("e", debit("1000", "100"), credit("4000", "100"));

        books.accepts(both(begun, filled));

        assertThat(books.row("SELECT status FROM journal_entries")).isEqualTo("POSTED");
        assertThat(books.balance("1000")).isEqualTo("100|0");
    }

    /** One statement that does what two do. */
    private static Sql both(Sql first, Sql second) {
        return sql(
                "WITH first AS (%s) %s".formatted(first.text(), second.text()),
                Stream.concat(first.values().stream(), second.values().stream()).toArray());
    }

    @Test
    void copyPostsToo() {
        begin("e");

        books.session()
                .copy(
                        """
                        COPY journal_entry_lines (
                            company_id, journal_entry_id, line_number, account_id, currency_code,
                            exchange_rate, debit_amount, credit_amount,
                            base_debit_amount, base_credit_amount
                        ) FROM STDIN (FORMAT csv)
                        """,
                        """
                        %1$s,%2$s,1,%3$s,USD,1,100,0,100,0
                        %1$s,%2$s,2,%4$s,USD,1,0,100,0,100
                        """
                                .formatted(
                                        id("ACME"),
                                        id("e"),
                                        id("ACME", "1000"),
                                        id("ACME", "4000")));

        assertThat(books.balance("1000")).isEqualTo("100|0");
    }

    @Test
    void whatCannotBePostedKeepsItsLinesOut() {
        begin("e");
        books.accepts(period("2024-02", "CLOSED"));
        books.accepts(entry("closed", "2024-02-10").with("auto_post", true).sql());

        books.refuses(
                "23514 journal_entries_balanced",
                lines("e", debit("1000", "100"), credit("4000", "99.99")));
        books.refuses("23514 journal_entries_balanced", lines("e", debit("1000", "100")));
        books.refuses("23514 journal_entries_balanced", post("e"));
        books.refuses(
                "23514 journal_entries_currency_balanced",
                lines("e", debit("1000", "100").in("EUR", "1"), credit("4000", "100")));
        books.refuses(
                "55000 journal_entries_period_open",
                lines("closed", debit("1000", "100"), credit("4000", "100")));
    }

    @Test
    void aWrongLineIsNamedBeforeWhatItWouldDoToTheEntry() {
        begin("e");
        books.accepts(
                sql("UPDATE accounts SET is_active = false WHERE id = ?", id("ACME", "1100")));

        books.refuses(
                "23514 journal_entry_lines_minor_units",
                lines("e", debit("1000", "100.001"), credit("4000", "100")));
        books.refuses(
                "23514 journal_entry_lines_base_amount",
                lines(
                        "e",
                        debit("1000", "100").in("EUR", "1.1").base("110.01"),
                        credit("4000", "100").in("EUR", "1.1").base("110")));
        books.refuses(
                "55000 journal_entry_lines_account_active",
                lines("e", debit("1100", "100"), credit("4000", "100")));
    }

    @ParameterizedTest
    @CsvSource({"true, true", "true, false", "false, true"})
    void linesOfOtherEntriesComeByAnotherStatement(boolean first, boolean second) {
        books.accepts(
                entry("e", "2024-03-10").with("auto_post", first).sql(),
                entry("f", "2024-03-10").with("auto_post", second).sql());
        Sql together =
                Insert.rows(
                        debit("1000", "100").row("e", 1),
                        debit("1000", "100").row("f", 1),
                        credit("4000", "100").row("e", 2),
                        credit("4000", "100").row("f", 2));

        books.refuses(ALONE, together);
        books.refuses(
                ALONE,
                both(
                        lines("e", debit("1000", "100"), credit("4000", "100")),
                        lines("f", debit("1000", "100"), credit("4000", "100"))));
    }

    @Test
    void aPostedEntryTakesNoMoreLines() {
        books.accepts(
                autoPost("e", "2024-03-10", debit("1000", "100"), credit("4000", "100"))
                        .toArray(Sql[]::new));

        books.refuses(
                "55000 journal_entry_lines_frozen",
                Insert.rows(debit("1000", "5").row("e", 3), credit("4000", "5").row("e", 4)));
        books.refuses("55000 journal_entry_lines_frozen", debit("1000", "NaN").row("e", 3).sql());
    }

    @Test
    void nothingButLinesPostsIt() {
        begin("e");
        books.draft("draft", "2024-03-10", debit("1000", "100"), credit("4000", "100"));

        books.refuses(TOTALS, change("e", "line_count = 2, total_debit = 5, total_credit = 5"));
        books.refuses(TOTALS, change("e", "line_count = 2"));
        books.refuses("55000 journal_entries_fixed", change("e", "auto_post = false"));
        books.refuses("55000 journal_entries_fixed", change("draft", "auto_post = true"));

        books.accepts(change("e", "description = 'y'"), change("e", "updated_at = now()"));
        assertThat(books.row("SELECT status FROM journal_entries WHERE id = ?", id("e")))
                .isEqualTo("DRAFT");
    }

    @Test
    void aReversalIsPostedByItsLines() {
        books.accepts(
                autoPost("e", "2024-03-10", debit("1000", "100"), credit("4000", "100"))
                        .toArray(Sql[]::new));
        books.accepts(
                sql("UPDATE accounts SET is_active = false WHERE id = ?", id("ACME", "1000")),
                entry("r", "2024-03-11")
                        .with("auto_post", true)
                        .with("reverses_entry_id", id("e"))
                        .sql());

        books.refuses(
                "23514 journal_entries_mirror",
                lines("r", credit("1000", "99"), debit("4000", "99")));
        books.accepts(lines("r", credit("1000", "100"), debit("4000", "100")));

        assertThat(books.rows("SELECT entry_number, status FROM journal_entries ORDER BY 1"))
                .containsExactly("e|REVERSED", "r|POSTED");
        assertThat(books.balance("1000")).isEqualTo("100|100");
    }

    @Test
    void ofTwoThatInsertItsLinesOneIsRefused() {
        begin("e");
        Session other = books.newSession();
        books.accepts(sql("BEGIN"), lines("e", debit("1000", "100"), credit("4000", "100")));

        Background<?> waiting =
                other.runWaitingFor(
                        books.session(),
                        Insert.rows(
                                debit("1000", "5").row("e", 3), credit("4000", "5").row("e", 4)));
        books.accepts(sql("COMMIT"));

        Books.isRefused("55000 journal_entry_lines_frozen", waiting);
        assertThat(books.balance("1000")).isEqualTo("100|0");
    }
}
