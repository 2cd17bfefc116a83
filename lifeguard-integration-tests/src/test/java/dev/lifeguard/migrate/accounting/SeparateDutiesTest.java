package dev.lifeguard.migrate.accounting;

import static dev.lifeguard.migrate.accounting.Journal.autoPost;
import static dev.lifeguard.migrate.accounting.Journal.entry;
import static dev.lifeguard.migrate.accounting.Journal.lines;
import static dev.lifeguard.migrate.accounting.Journal.post;
import static dev.lifeguard.migrate.accounting.Line.credit;
import static dev.lifeguard.migrate.accounting.Line.debit;
import static dev.lifeguard.migrate.accounting.Sql.id;
import static dev.lifeguard.migrate.accounting.Sql.sql;

import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A company may ask that an entry is posted by somebody else than who made it. */
@OnPostgres
final class SeparateDutiesTest {

    private static final String SEPARATE = "55000 journal_entries_separate_duties";
    private static final Line[] SALE = {debit("1000", "100"), credit("4000", "100")};

    @AutoClose private final Books books;

    SeparateDutiesTest(PostgresServer server) {
        books = Books.on(server);
        books.accepts(
                sql("UPDATE companies SET separate_duties = true WHERE id = ?", id("ACME")),
                entry("e", "2024-03-10").with("created_by", id("clerk")).sql(),
                lines("e", SALE));
    }

    @Test
    void nobodyPostsWhatTheyHaveMade() {
        books.refuses(SEPARATE, post("e"));
        books.refuses(SEPARATE, postBy("clerk", "e"));
        books.refuses(
                "55000 journal_entries_fixed",
                sql("UPDATE journal_entries SET created_by = ?", id("x")));
        books.accepts(postBy("poster", "e"));
    }

    @Test
    void anEntryOfNobodyIsNotPosted() {
        books.draft("f", "2024-03-10", SALE);

        books.refuses(SEPARATE, postBy("poster", "f"));
    }

    @Test
    void noEntryIsPostedByItsLines() {
        Sql entry = autoPost("f", "2024-03-10", SALE).getFirst();
        books.accepts(entry);

        books.refuses(SEPARATE, lines("f", SALE));
    }

    @Test
    void aReversalIsMadeByOneAndPostedByAnother() {
        books.accepts(postBy("poster", "e"));

        books.refuses(SEPARATE, Journal.reverse(id("e"), "R", "2024-03-11"));
        books.accepts(
                entry("R", "2024-03-11")
                        .with("reverses_entry_id", id("e"))
                        .with("created_by", id("clerk"))
                        .sql(),
                lines("R", credit("1000", "100"), debit("4000", "100")),
                postBy("poster", "R"));
    }

    @Test
    void anotherCompanyMayDoWithout() {
        books.accepts(
                sql("UPDATE companies SET separate_duties = false WHERE id = ?", id("ACME")),
                post("e"));
    }

    @Test
    void nobodyApprovesTheirOwnInvoice() {
        String separate = "55000 invoices_separate_duties";
        books.accepts(
                Invoice.toCustomer("I").with("created_by", id("clerk")).sql(),
                Invoice.line("I", 1, "100").sql());

        books.refuses(separate, approve("NULL"));
        books.refuses(separate, approve("'%s'".formatted(id("clerk"))));
        books.accepts(approve("'%s'".formatted(id("approver"))));
    }

    private static Sql approve(String actor) {
        return sql("UPDATE invoices SET status = 'APPROVED', approved_by = %s".formatted(actor));
    }

    private static Sql postBy(String actor, String number) {
        return sql("SELECT post_journal_entry(?, ?)", id(number), id(actor));
    }
}
