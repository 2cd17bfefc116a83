package dev.lifeguard.migrate.accounting;

import static dev.lifeguard.migrate.accounting.Journal.entry;
import static dev.lifeguard.migrate.accounting.Journal.period;
import static dev.lifeguard.migrate.accounting.Journal.post;
import static dev.lifeguard.migrate.accounting.Line.credit;
import static dev.lifeguard.migrate.accounting.Line.debit;
import static dev.lifeguard.migrate.accounting.Sql.id;
import static dev.lifeguard.migrate.accounting.Sql.sql;

import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What the ledger says to whoever it refuses: which row, what is wrong, and what to do. */
@OnPostgres
final class LedgerMessageTest {

    @AutoClose private final Books books;

    LedgerMessageTest(PostgresServer server) {
        books = Books.on(server);
    }

    @Test
    void ofPeriods() {
        books.accepts(period("2024-01", "CLOSED"), period("2024-02", "CLOSED"));
        books.says(
                period("2024-02", "LOCKED"),
                ("Period 2024-02 (%s) cannot be LOCKED while the one before, 2024-01 (%s), is"
                     + " CLOSED, since a posting there would change what it shows: lock that one"
                     + " first")
                        .formatted(id("ACME", "2024-02"), id("ACME", "2024-01")));
        books.accepts(period("2024-01", "LOCKED"));
        books.says(
                sql(
                        "UPDATE fiscal_periods SET previous_end_date = '2023-12-31' WHERE id = ?",
                        id("ACME", "2024-01")),
                ("Period 2024-01 (%s) is LOCKED, and so is what is before it: no other period can"
                                + " be put before it")
                        .formatted(id("ACME", "2024-01")));
        books.says(
                period("2024-01", "OPEN"),
                ("Period 2024-01 (%s) cannot change from LOCKED to OPEN: an OPEN period can be"
                     + " CLOSED, a CLOSED one can be OPEN again or be LOCKED, and LOCKED is final")
                        .formatted(id("ACME", "2024-01")));
    }

    @Test
    void ofWhatIsInactive() {
        books.accepts(entry("open", "2024-03-10").sql());
        books.draft(
                "EUR",
                "2024-03-10",
                debit("1000", "100").in("EUR", "1.1").base("110"),
                credit("4000", "100").in("EUR", "1.1").base("110"));
        books.accepts(sql("UPDATE currencies SET is_active = false WHERE code = 'EUR'"));
        books.says(
                post("EUR"),
                ("Journal entry EUR (%s) has a line in EUR, which is inactive: use another"
                                + " currency, or make this one active again")
                        .formatted(id("EUR")));
        books.says(
                Journal.lines("open", debit("1000", "5").in("EUR", "1.1").base("5.5")),
                "Line 1 of journal entry %s: currency EUR is inactive: use another currency"
                        .formatted(id("open")));
        books.accepts(sql("UPDATE companies SET is_active = false"));
        books.says(
                Journal.lines("open", debit("1000", "5")),
                "Line 1 of journal entry %s: its company is inactive: make it active again"
                        .formatted(id("open")));
        books.says(
                entry("e", "2024-03-10").sql(),
                ("Journal entry e (%s) is of company %s, which is inactive: only a reversal can"
                                + " still be made, or make the company active again")
                        .formatted(id("e"), id("ACME")));
        String company =
                "Company ACME (%s) is inactive, so it takes nothing new: make it active again";
        books.says(InactiveLedgerTest.account("X"), company.formatted(id("ACME")));
        books.says(InactiveLedgerTest.NEW_PERIOD, company.formatted(id("ACME")));
    }

    @Test
    void ofControlAccounts() {
        books.accepts(control("'AR'"));
        books.draft("e", "2024-03-10", debit("1100", "100"), credit("4000", "100"));

        books.says(
                post("e"),
                ("Journal entry %s has a line on account 1100, the control account of AR, but no"
                     + " document: name it in source_type and source_id, or use another account")
                        .formatted(id("e")));
        books.says(
                control("NULL"),
                ("control_type of account 1100 (%s) cannot change from AR to none: only that of an"
                     + " account without lines can, in a READ COMMITTED transaction; create another"
                     + " one")
                        .formatted(id("ACME", "1100")));
    }

    private static Sql control(String type) {
        return sql(
                "UPDATE accounts SET control_type = %s WHERE id = ?".formatted(type),
                id("ACME", "1100"));
    }

    @Test
    void ofRates() {
        books.accepts(rate("2024-01-01").sql(), period("2024-02", "CLOSED"));

        books.says(
                sql("UPDATE exchange_rates SET rate = 2"),
                "The rate from EUR to USD of 2024-01-01 is past, and stays: give an entry the rate"
                        + " that it needs, or insert one of a later date");
        books.says(
                rate("2024-02-10").sql(),
                "A rate from EUR to USD of 2024-02-10 would take the place of an earlier one in a"
                        + " period that is closed: use a later date");
        books.says(
                sql("UPDATE exchange_rates SET rate_date = '2024-01-02'"),
                "Exchange rate %s keeps its id, currencies and date: insert another one"
                        .formatted(id("2024-01-01")));
    }

    private static Insert rate(String date) {
        return Insert.into("exchange_rates")
                .with("id", id(date))
                .with("from_currency_code", "EUR")
                .with("to_currency_code", "USD")
                .with("rate_date", date)
                .with("rate", "1.1");
    }

    @Test
    void ofForgedTimes() {
        String forged = "2020-01-01 00:00:00+00";

        books.says(
                entry("e", "2024-03-10").with("created_at", forged).sql(),
                ("created_at and updated_at of journal entry e (%s) are kept by the database: leave"
                                + " them out")
                        .formatted(id("e")));
        books.says(
                rate("2024-01-01").with("updated_at", forged).sql(),
                ("INSERT on exchange_rates %s is refused: created_at and updated_at are kept by the"
                                + " database; leave them out")
                        .formatted(id("2024-01-01")));
        books.says(
                sql("UPDATE accounts SET created_by = ? WHERE code = '5000'", id("x")),
                "created_at and created_by of accounts %s cannot change: leave them as they are"
                        .formatted(id("ACME", "5000")));
    }
}
