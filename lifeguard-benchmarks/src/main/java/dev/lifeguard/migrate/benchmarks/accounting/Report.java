package dev.lifeguard.migrate.benchmarks.accounting;

/**
 * A report on many rows, whose time is compared with that of a sum over all of them.
 *
 * @param title what is asked
 * @param query the report
 * @param yardstick a sum over the rows that the report is about
 * @param bar the milliseconds that the report may take at a million rows
 */
record Report(String title, String query, String yardstick, int bar) {

    private static final String COMPANY = "'00000000-0000-0000-0000-000000000001'";

    private static final String LINES =
            "SELECT sum(base_debit_amount), sum(base_credit_amount) FROM journal_entry_lines";

    private static final String INVOICES =
            "SELECT sum(total_amount), sum(paid_amount) FROM customer_invoices";

    /** All there are; the periods end with 2025. */
    static Report[] all() {
        return new Report[] {
            new Report(
                    "trial balance at a period's end",
                    "SELECT * FROM trial_balance(%s, '2025-06-30')".formatted(COMPANY),
                    LINES,
                    50),
            new Report(
                    "trial balance in mid-period",
                    "SELECT * FROM trial_balance(%s, '2025-06-15')".formatted(COMPANY),
                    LINES,
                    300),
            new Report(
                    "aging of the last day",
                    "SELECT * FROM ar_aging(%s, '2025-12-31')".formatted(COMPANY),
                    INVOICES,
                    1000),
            new Report(
                    "aging as of nine months before",
                    "SELECT * FROM ar_aging(%s, '2025-03-31')".formatted(COMPANY),
                    INVOICES,
                    1000)
        };
    }
}
