package dev.lifeguard.migrate.accounting;

import static dev.lifeguard.migrate.accounting.Sql.id;
import static dev.lifeguard.migrate.accounting.Sql.sql;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import java.util.function.Supplier;

/**
 * Statements on invoices, payments, credit notes and refunds, in two currencies and at any date.
 */
final class RandomDocuments {

    private final Random random;
    private final Supplier<String> numbers;

    RandomDocuments(Random random, Supplier<String> numbers) {
        this.random = random;
        this.numbers = numbers;
    }

    /** An approved invoice that is owed. */
    List<Sql> invoice() {
        Subledger ledger = ledger();
        String number = numbers.get();
        String date = date();
        List<Sql> statements = new ArrayList<>();
        Insert invoice =
                inAnyCurrency(Invoice.of(ledger.party().toUpperCase(Locale.ROOT), number))
                        .with(ledger.party() + "_id", ledger.firstParty())
                        .with("invoice_date", date)
                        .with(
                                "due_date",
                                LocalDate.parse(date).plusDays(random.nextInt(90)).toString());
        statements.add(invoice.sql());
        statements.add(line(number, invoice));
        statements.add(Invoice.status(number, "APPROVED"));
        statements.add(
                Insert.into(ledger.documents())
                        .with("id", id("document", number))
                        .with("company_id", id("ACME"))
                        .with("invoice_id", id("invoice", number))
                        .sql());
        return statements;
    }

    /** An approved credit note, mostly for an invoice, that can be applied. */
    List<Sql> creditNote() {
        Subledger ledger = ledger();
        String number = numbers.get();
        Insert note = inAnyCurrency(ledger.note(number, date()));
        List<Sql> statements = new ArrayList<>(List.of(note.sql(), line(number, note)));
        if (random.nextInt(3) > 0) {
            statements.add(
                    sql(
                            """
                            UPDATE invoices n SET corrects_invoice_id = (
                                SELECT i.id FROM invoices i
                                WHERE i.invoice_type = n.invoice_type
                                    AND i.currency_code = n.currency_code
                                    AND i.id <> n.id
                                ORDER BY md5(i.id::text || ?) LIMIT 1
                            )
                            WHERE n.id = ?
                            """,
                            numbers.get(),
                            id("invoice", number)));
        }
        statements.add(Invoice.status(number, "APPROVED"));
        statements.add(ledger.credit(number).sql());
        return statements;
    }

    List<Sql> payment() {
        return List.of(
                inAnyCurrency(ledger().payment(numbers.get(), amount()))
                        .with("payment_date", date())
                        .sql());
    }

    /** Of one payment to several invoices, at a date that may be too early. */
    List<Sql> application() {
        Subledger ledger = ledger();
        return List.of(
                sql(
                        """
                        INSERT INTO %1$s (
                            company_id, payment_id, %2$s_id, %3$s_id, currency_code,
                            applied_amount, discount_taken, applied_on
                        )
                        SELECT p.company_id, p.id, d.id, p.%3$s_id, p.currency_code,
                            ?::numeric, ?, ?::date
                        FROM (SELECT * FROM %4$s ORDER BY md5(id::text || ?) LIMIT 1) p
                        CROSS JOIN LATERAL (
                            SELECT id FROM %2$ss
                            WHERE status <> 'CANCELLED' AND currency_code = p.currency_code
                            ORDER BY md5(id::text || ?) LIMIT 2
                        ) d
                        """
                                .formatted(
                                        ledger.applications(),
                                        ledger.document(),
                                        ledger.party(),
                                        ledger.payments()),
                        part(),
                        random.nextInt(3),
                        date(),
                        numbers.get(),
                        numbers.get()));
    }

    List<Sql> refund() {
        Subledger ledger = ledger();
        return List.of(
                sql(
                        """
                        INSERT INTO %1$s (
                            company_id, payment_id, refund_number, refund_amount, exchange_rate,
                            refund_date
                        )
                        SELECT p.company_id, p.id, ?, ?::numeric,
                            CASE p.currency_code WHEN 'USD' THEN 1 ELSE ?::numeric END, ?::date
                        FROM %2$s p ORDER BY md5(p.id::text || ?) LIMIT 1
                        """
                                .formatted(ledger.refunds(), ledger.payments()),
                        numbers.get(),
                        part(),
                        rate(),
                        date(),
                        numbers.get()));
    }

    /** Of applications or of refunds, two by one statement. */
    List<Sql> takingBack() {
        Subledger ledger = ledger();
        return List.of(
                random.nextBoolean()
                        ? endOfTwo(ledger.applications(), "unapplied_on = ?::date")
                        : endOfTwo(ledger.refunds(), "voided_on = ?::date"));
    }

    private Sql endOfTwo(String table, String assignment) {
        return sql(
                """
                UPDATE %1$s SET %2$s WHERE id IN (
                    SELECT id FROM %1$s ORDER BY md5(id::text || ?) LIMIT 2
                )
                """
                        .formatted(table, assignment),
                date(),
                numbers.get());
    }

    /** Of an invoice or a credit note, or of a payment. */
    List<Sql> otherStatus() {
        Subledger ledger = ledger();
        if (random.nextInt(4) == 0) {
            return List.of(
                    sql(
                            """
                            UPDATE %1$s SET status = 'REVERSED', voided_on = ?::date WHERE id IN (
                                SELECT id FROM %1$s ORDER BY md5(id::text || ?) LIMIT 1
                            )
                            """
                                    .formatted(ledger.payments()),
                            date(),
                            numbers.get()));
        }
        return List.of(
                sql(
                        """
                        UPDATE invoices SET status = ? WHERE id IN (
                            SELECT id FROM invoices ORDER BY md5(id::text || ?) LIMIT 1
                        )
                        """,
                        List.of("CANCELLED", "PAID", "SENT").get(random.nextInt(3)),
                        numbers.get()));
    }

    List<Sql> snapshot() {
        return List.of(ledger().takeSnapshot(date()));
    }

    private Insert inAnyCurrency(Insert document) {
        return random.nextBoolean()
                ? document
                : document.with("currency_code", "EUR").with("exchange_rate", rate());
    }

    private Sql line(String number, Insert invoice) {
        return Invoice.line(number, 1, amount())
                .with(
                        "currency_code",
                        Objects.requireNonNull(invoice.columns().get("currency_code")))
                .sql();
    }

    private Subledger ledger() {
        return List.of(Subledger.values()).get(random.nextInt(2));
    }

    private String rate() {
        return "1." + (1000 + random.nextInt(2000));
    }

    private String amount() {
        return (50 + random.nextInt(200)) + "." + (10 + random.nextInt(90));
    }

    private String part() {
        return random.nextInt(60) + "." + (10 + random.nextInt(90));
    }

    private String date() {
        return LocalDate.of(2024, 1, 1).plusDays(random.nextInt(366)).toString();
    }
}
