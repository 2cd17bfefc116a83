package dev.lifeguard.migrate.accounting;

import static dev.lifeguard.migrate.accounting.Sql.id;

/**
 * A line of an entry of ACME, in its base currency unless something else is said.
 *
 * @param base the amounts in base currency
 */
record Line(String account, Amounts amounts, Amounts base, String currency, String rate) {

    record Amounts(String debit, String credit) {}

    static Line debit(String account, String amount) {
        return of(account, new Amounts(amount, "0"));
    }

    static Line credit(String account, String amount) {
        return of(account, new Amounts("0", amount));
    }

    static Line of(String account, Amounts amounts) {
        return new Line(account, amounts, amounts, "USD", "1");
    }

    Line in(String other, String exchangeRate) {
        return new Line(account, amounts, base, other, exchangeRate);
    }

    /** The same with this amount in base currency on the side of the line. */
    Line base(String amount) {
        Amounts converted =
                amounts.debit.equals("0") ? new Amounts("0", amount) : new Amounts(amount, "0");
        return new Line(account, amounts, converted, currency, rate);
    }

    /** The same with a base amount alone. */
    Line baseOnly() {
        return new Line(account, new Amounts("0", "0"), base, currency, rate);
    }

    /** The line with a number in an entry. */
    Insert row(String entry, int number) {
        return Insert.into("journal_entry_lines")
                .with("id", id(entry, "/", String.valueOf(number)))
                .with("company_id", id("ACME"))
                .with("journal_entry_id", id(entry))
                .with("line_number", number)
                .with("account_id", id("ACME", account))
                .with("currency_code", currency)
                .with("exchange_rate", rate)
                .with("debit_amount", amounts.debit)
                .with("credit_amount", amounts.credit)
                .with("base_debit_amount", base.debit)
                .with("base_credit_amount", base.credit);
    }
}
