package dev.lifeguard.migrate.accounting;

import static dev.lifeguard.migrate.accounting.Journal.entry;
import static dev.lifeguard.migrate.accounting.Journal.lines;
import static dev.lifeguard.migrate.accounting.Journal.post;
import static dev.lifeguard.migrate.accounting.Journal.reverse;
import static dev.lifeguard.migrate.accounting.Line.credit;
import static dev.lifeguard.migrate.accounting.Line.debit;
import static dev.lifeguard.migrate.accounting.Sql.id;
import static dev.lifeguard.migrate.accounting.Sql.sql;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.tests.server.Background;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/**
 * A control account is that of the documents: nothing is posted to it by hand, and it stays one.
 */
@OnPostgres
final class ControlAccountTest {

    private static final String SOURCE = "23514 journal_entries_control_source";
    private static final String FIXED = "55000 accounts_control_type_fixed";

    @AutoClose private final Books books;

    ControlAccountTest(PostgresServer server) {
        books = Books.on(server);
        books.accepts(control("'AR'"));
    }

    @Test
    void takesEntriesOfDocumentsOnly() {
        Line[] lines = {debit("1100", "100"), credit("4000", "100")};
        books.draft("manual", "2024-03-10", lines);
        books.accepts(entry("auto", "2024-03-10").with("auto_post", true).sql());

        books.refuses(SOURCE, post("manual"));
        books.refuses(SOURCE, lines("auto", lines));
        books.accepts(
                entry("document", "2024-03-10")
                        .with("source_type", "INVOICE")
                        .with("source_id", id("I"))
                        .sql(),
                lines("document", lines),
                post("document"),
                reverse(id("document"), "R", "2024-03-11"));
    }

    @Test
    void isOneForGoodOnceItHasLines() {
        books.accepts(control("NULL"), control("'AR'"));
        books.draft("draft", "2024-03-10", debit("1100", "100"), credit("4000", "100"));

        books.refuses(FIXED, control("NULL"));
        books.refuses(
                FIXED,
                sql("UPDATE accounts SET control_type = 'AR' WHERE id = ?", id("ACME", "4000")));
        books.accepts(
                sql("UPDATE accounts SET name = 'Receivables' WHERE id = ?", id("ACME", "1100")));
    }

    @Test
    void aChangeThatMeetsItsFirstLineWaitsAndIsRefused() {
        Session other = books.newSession();
        books.accepts(sql("BEGIN"));
        books.draft("draft", "2024-03-10", debit("1100", "100"), credit("4000", "100"));

        Background<?> change = other.runWaitingFor(books.session(), control("NULL"));
        books.accepts(sql("COMMIT"));

        Books.isRefused(FIXED, change);
    }

    @Test
    void anOldSnapshotDoesNotMissItsFirstLine() {
        Session other = books.newSession();
        other.run(sql("BEGIN ISOLATION LEVEL REPEATABLE READ"), sql("SELECT FROM companies"));
        books.draft("draft", "2024-03-10", debit("1100", "100"), credit("4000", "100"));

        assertThat(other.refusal(control("NULL"))).hasToString(FIXED);
        other.run(sql("ROLLBACK"));
    }

    private static Sql control(String type) {
        return sql(
                "UPDATE accounts SET control_type = %s WHERE id = ?".formatted(type),
                id("ACME", "1100"));
    }
}
