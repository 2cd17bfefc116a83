package dev.lifeguard.migrate.accounting;

import static dev.lifeguard.migrate.accounting.Sql.id;
import static dev.lifeguard.migrate.accounting.Sql.sql;

import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** Receivables or payables: the same rules over tables of their own. */
enum Subledger {
    RECEIVABLES("ar", "customer", "C", "BOUNCED"),
    PAYABLES("ap", "vendor", "V", "REVERSED");

    private final String prefix;
    private final String party;
    private final String parties;
    private final String failed;

    Subledger(String prefix, String party, String parties, String failed) {
        this.prefix = prefix;
        this.party = party;
        this.parties = parties;
        this.failed = failed;
    }

    /** The word in names of tables and columns for who owes or is owed. */
    String party() {
        return party;
    }

    /** The word in names of columns for a receivable or payable. */
    String document() {
        return party + "_invoice";
    }

    String documents() {
        return document() + "s";
    }

    String payments() {
        return prefix + "_payments";
    }

    String applications() {
        return prefix + "_payment_applications";
    }

    String agings() {
        return prefix + "_agings";
    }

    String refunds() {
        return prefix + "_refunds";
    }

    /** A function or a view of this ledger. */
    String named(String report) {
        return prefix + "_" + report;
    }

    /** What a document of this ledger has as the source of its entry. */
    String source(String document) {
        return prefix.toUpperCase(Locale.ROOT) + "_" + document;
    }

    /** The first party. */
    UUID firstParty() {
        return id(parties + "1");
    }

    /** The status of a payment that did not come to pass. */
    String failed() {
        return failed;
    }

    /** What the rule of a refusal is called here. */
    String rule(String refusal) {
        return refusal.replace("{documents}", documents())
                .replace("{payments}", payments())
                .replace("{applications}", applications())
                .replace("{agings}", agings())
                .replace("{refunds}", refunds())
                .replace("{receivable}", name().equals("RECEIVABLES") ? "receivable" : "payable")
                .replace("{document}", document());
    }

    /** The statements that make an invoice of the first party, approved. */
    Sql[] approved(String number, String amount, String date, String due) {
        return new Sql[] {
            Invoice.of(party.toUpperCase(Locale.ROOT), number)
                    .with(party + "_id", id(parties + "1"))
                    .with("invoice_date", date)
                    .with("due_date", due)
                    .sql(),
            Invoice.line(number, 1, amount).sql(),
            Invoice.status(number, "APPROVED")
        };
    }

    /** The statements that make a credit note for an invoice of the first party, approved. */
    Sql[] approvedNote(String number, String amount, String date, String corrected) {
        return new Sql[] {
            note(number, date).with("corrects_invoice_id", id("invoice", corrected)).sql(),
            Invoice.line(number, 1, amount).sql(),
            Invoice.status(number, "APPROVED")
        };
    }

    /** A credit note of the first party, for no invoice, without lines. */
    Insert note(String number, String date) {
        return Invoice.of(party.toUpperCase(Locale.ROOT), number)
                .with(party + "_id", firstParty())
                .with("document_type", "CREDIT_NOTE")
                .with("invoice_date", date)
                .with("due_date", date);
    }

    /** What an approved credit note becomes, so that it can be applied as a payment is. */
    Insert credit(String note) {
        return Insert.into(payments())
                .with("id", id("payment", note))
                .with("company_id", id("ACME"))
                .with("credit_note_id", id("invoice", note));
    }

    /** Money of a payment that is paid back. */
    Insert refund(String number, String payment, String amount, String date) {
        return Insert.into(refunds())
                .with("id", id("refund", number))
                .with("company_id", id("ACME"))
                .with("refund_number", number)
                .with("payment_id", id("payment", payment))
                .with("refund_amount", amount)
                .with("exchange_rate", "1")
                .with("refund_date", date);
    }

    /** Changes columns of a refund. */
    Sql changeRefund(String number, String assignments) {
        return sql(
                "UPDATE %s SET %s WHERE id = ?".formatted(refunds(), assignments),
                id("refund", number));
    }

    /** Amounts applied, refunded and left, and when it was used up. */
    String used(Books books, String payment) {
        return books.row(
                """
                SELECT applied_amount, refunded_amount, unapplied_amount, used_up_on
                FROM %s WHERE id = ?
                """
                        .formatted(payments()),
                id("payment", payment));
    }

    /** What is owed in total, what is not applied, and the difference; a row for each party. */
    List<String> net(Books books, String asOf) {
        return books.rows(
                """
                SELECT total_outstanding, unapplied_amount, net_outstanding
                FROM %s_aging(?, ?) ORDER BY currency_code, %s_id
                """
                        .formatted(prefix, party),
                id("ACME"),
                asOf);
    }

    /** What an approved invoice becomes, with all that it has from it. */
    Insert document(String number, String amount, String date, String due) {
        return Insert.into(documents())
                .with("id", id("document", number))
                .with("company_id", id("ACME"))
                .with("invoice_id", id("invoice", number))
                .with(party + "_id", id(parties + "1"))
                .with("invoice_number", number)
                .with("invoice_date", date)
                .with("due_date", due)
                .with("currency_code", "USD")
                .with("exchange_rate", "1")
                .with("total_amount", amount);
    }

    /** An approved invoice and what it becomes, of the usual dates. */
    void invoice(Books books, String number, String amount) {
        invoice(books, number, amount, Invoice.DATE, Invoice.DUE);
    }

    void invoice(Books books, String number, String amount, String date, String due) {
        books.accepts(approved(number, amount, date, due));
        books.accepts(document(number, amount, date, due).sql());
    }

    /** A cleared payment of the first party. */
    Insert payment(String number, String amount) {
        return Insert.into(payments())
                .with("id", id("payment", number))
                .with("company_id", id("ACME"))
                .with("payment_number", number)
                .with("payment_date", Invoice.DATE)
                .with(party + "_id", id(parties + "1"))
                .with("payment_method", "WIRE")
                .with("payment_amount", amount)
                .with("currency_code", "USD")
                .with("exchange_rate", "1")
                .with("status", "CLEARED");
    }

    /** A payment of ACME's other party. */
    Insert paymentOfOther(String number, String amount) {
        return payment(number, amount).with(party + "_id", id(parties + "2"));
    }

    /** A payment of the party of NORD, in its currency. */
    Insert paymentOfNord(String number, String amount) {
        return payment(number, amount)
                .with("company_id", id("NORD"))
                .with(party + "_id", nord())
                .with("currency_code", "EUR");
    }

    private Object nord() {
        return id(this == RECEIVABLES ? "N1" : "W1");
    }

    /** An application with the party and the currency of an invoice of the first party. */
    Insert application(String payment, String invoice, String amount, String date) {
        return Insert.into(applications())
                .with("id", id("application", payment, "/", invoice))
                .with("company_id", id("ACME"))
                .with("payment_id", id("payment", payment))
                .with(party + "_invoice_id", id("document", invoice))
                .with(party + "_id", id(parties + "1"))
                .with("currency_code", "USD")
                .with("applied_amount", amount)
                .with("applied_on", date);
    }

    /** The same application with the party of ACME's other one. */
    Insert ofOther(Insert application) {
        return application.with(party + "_id", id(parties + "2"));
    }

    /** The same application with company, party and currency of NORD. */
    Insert ofNord(Insert application) {
        return application
                .with("company_id", id("NORD"))
                .with(party + "_id", nord())
                .with("currency_code", "EUR");
    }

    /** Takes an application back by setting unapplied_on, to NULL or a quoted date. */
    Sql unapply(String payment, String invoice, String date) {
        return sql(
                "UPDATE %s SET unapplied_on = %s WHERE id = ?".formatted(applications(), date),
                id("application", payment, "/", invoice));
    }

    /** Sets the status of a payment. */
    Sql paymentStatus(String number, String status) {
        return sql(
                "UPDATE %s SET status = ? WHERE id = ?".formatted(payments()),
                status,
                id("payment", number));
    }

    /** Changes columns of a receivable or payable by hand. */
    Sql change(String invoice, String assignments) {
        return sql(
                "UPDATE %s SET %s WHERE id = ?".formatted(documents(), assignments),
                id("document", invoice));
    }

    /** Paid amount, outstanding amount, status and date of settlement. */
    String paid(Books books, String invoice) {
        return books.row(
                "SELECT paid_amount, outstanding_amount, status, settled_on FROM %s WHERE id = ?"
                        .formatted(documents()),
                id("document", invoice));
    }

    /** The applied amount of a payment. */
    String applied(Books books, String payment) {
        return books.row(
                "SELECT applied_amount FROM %s WHERE id = ?".formatted(payments()),
                id("payment", payment));
    }

    /** What is owed as of a date, by days past due, and in total; a row for each party. */
    List<String> aging(Books books, String asOf) {
        return books.rows(
                """
                SELECT current_amount, days_31_60, days_61_90, days_over_90, total_outstanding
                FROM %s_aging(?, ?)
                """
                        .formatted(prefix),
                id("ACME"),
                asOf);
    }

    /** Keeps the aging of a date; the query's row is the number of parties. */
    Sql takeSnapshot(String asOf) {
        return sql("SELECT take_%s_aging_snapshot(?, ?)".formatted(prefix), id("ACME"), asOf);
    }
}
