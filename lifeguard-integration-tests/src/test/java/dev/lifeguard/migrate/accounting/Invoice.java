package dev.lifeguard.migrate.accounting;

import static dev.lifeguard.migrate.accounting.Sql.id;
import static dev.lifeguard.migrate.accounting.Sql.sql;

/** Statements on the invoices of ACME in USD; an invoice's id follows from its number. */
final class Invoice {

    static final String DATE = "2024-03-01";
    static final String DUE = "2024-03-31";

    private Invoice() {}

    /** An invoice to the customer C1. */
    static Insert toCustomer(String number) {
        return of("CUSTOMER", number).with("customer_id", id("C1"));
    }

    /** An invoice of either type, without a party. */
    static Insert of(String type, String number) {
        return Insert.into("invoices")
                .with("id", id("invoice", number))
                .with("company_id", id("ACME"))
                .with("invoice_number", number)
                .with("invoice_type", type)
                .with("invoice_date", DATE)
                .with("due_date", DUE)
                .with("currency_code", "USD")
                .with("currency_minor_units", 2)
                .with("exchange_rate", "1");
    }

    /** A line for one piece at a price. */
    static Insert line(String invoice, int number, String price) {
        return Insert.into("invoice_lines")
                .with("company_id", id("ACME"))
                .with("invoice_id", id("invoice", invoice))
                .with("line_number", number)
                .with("quantity", "1")
                .with("unit_price", price)
                .with("currency_code", "USD")
                .with("currency_minor_units", 2);
    }

    /** Sets the status by hand. */
    static Sql status(String number, String status) {
        return change(number, "status = '%s'".formatted(status));
    }

    /** Changes columns by hand. */
    static Sql change(String number, String assignments) {
        return sql(
                "UPDATE invoices SET %s WHERE id = ?".formatted(assignments),
                id("invoice", number));
    }

    static Sql delete(String number) {
        return sql("DELETE FROM invoices WHERE id = ?", id("invoice", number));
    }
}
