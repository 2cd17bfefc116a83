package dev.lifeguard.migrate.accounting;

import static dev.lifeguard.migrate.accounting.Journal.post;
import static dev.lifeguard.migrate.accounting.Line.credit;
import static dev.lifeguard.migrate.accounting.Line.debit;
import static dev.lifeguard.migrate.accounting.Sql.id;
import static dev.lifeguard.migrate.accounting.Sql.sql;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Statements and sessions that a rule may not have been thought of for. */
@OnPostgres
final class UnusualStatementTest {

    private static final String POST = "UPDATE journal_entries SET status = 'POSTED' WHERE id = ?";

    @AutoClose private final Books books;

    UnusualStatementTest(PostgresServer server) {
        books = Books.on(server);
        books.sale("e", "2024-03-10", "100");
    }

    /** A statement that posts the entry, and then does something else. */
    private static Sql postAnd(Sql then) {
        List<Object> values = new ArrayList<>(List.of(id("e")));
        values.addAll(then.values());
        return new Sql("WITH posted AS (" + POST + ") " + then.text(), values);
    }

    @Test
    void postsAndAddsALineAtOnce() {
        books.refuses(
                "55000 journal_entry_lines_frozen", postAnd(debit("1000", "5").row("e", 3).sql()));
    }

    @Test
    void postsAndDeletesTheLinesAtOnce() {
        books.refuses(
                "55000 journal_entry_lines_frozen",
                postAnd(
                        sql(
                                "DELETE FROM journal_entry_lines WHERE journal_entry_id = ?",
                                id("e"))));
    }

    @Test
    void postsTwoEntriesByTwoUpdatesAtOnce() {
        books.sale("f", "2024-03-10", "50");

        books.accepts(postAnd(post("f")));

        assertThat(books.balance("1000")).isEqualTo("150|0");
        assertThat(books.wrongBalances()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"accounts", "account_balances", "currencies", "fiscal_periods", "journal_entries"})
    void aTemporaryTableStandsInForNothing(String table) {
        books.accepts(sql("CREATE TEMPORARY TABLE %1$s (LIKE public.%1$s)".formatted(table)));

        Sql posting = post("e");
        books.accepts(
                new Sql(posting.text().replace("UPDATE ", "UPDATE public."), posting.values()));

        assertThat(books.balance("1000")).isEqualTo("100|0");
        assertThat(books.row("SELECT status FROM journal_entries WHERE id = ?", id("e")))
                .isEqualTo("POSTED");
    }

    @Test
    void aTemporaryTableHasNoSayInLines() {
        books.accepts(
                sql(
                        """
                        CREATE TEMPORARY TABLE currencies AS
                        SELECT code, 4::smallint AS minor_units, is_active FROM public.currencies
                        """));

        books.refuses(
                "23514 journal_entry_lines_minor_units", debit("1000", "1.0001").row("e", 3).sql());
    }

    @Test
    void operatorsOfAnotherSchemaHaveNoSay() {
        for (String type : List.of("text", "integer", "numeric", "timestamptz")) {
            books.accepts(
                    sql("CREATE SCHEMA IF NOT EXISTS other"),
                    sql(
                            """
                            CREATE FUNCTION other.always(%1$s, %1$s) RETURNS boolean
                                LANGUAGE sql AS 'SELECT true'
                            """
                                    .formatted(type)),
                    sql(
                            """
                            CREATE OPERATOR other.= (
                                LEFTARG = %1$s, RIGHTARG = %1$s, FUNCTION = other.always
                            )
                            """
                                    .formatted(type)));
        }
        books.accepts(sql("SET search_path = other, pg_catalog, public"));

        books.refuses(
                "55000 journal_entries_begin_as_draft",
                Journal.entry("f", "2024-03-10")
                        .with("status", "POSTED")
                        .with("line_count", 2)
                        .with("total_debit", "5")
                        .with("total_credit", "5")
                        .sql());
        books.refuses(
                "55000 companies_touch", sql("UPDATE companies SET created_at = '2024-01-01'"));
        books.accepts(sql("SET search_path = public"));
    }

    @Test
    void aSessionLooksForTablesElsewhere() {
        books.accepts(sql("SET search_path = pg_catalog"));
        for (Sql statement :
                Journal.draft("f", "2024-03-10", debit("1000", "7"), credit("4000", "7"))) {
            books.accepts(
                    new Sql(statement.text().replace("INTO ", "INTO public."), statement.values()));
        }
        books.accepts(
                sql("UPDATE public.journal_entries SET status = 'POSTED' WHERE id = ?", id("f")));

        assertThat(books.balance("1000")).isEqualTo("7|0");
    }
}
