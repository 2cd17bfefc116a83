package dev.lifeguard.migrate.benchmarks.accounting;

import java.util.List;
import java.util.Locale;

/**
 * Who keeps the books, each in a database of its own.
 *
 * <p>A statement's first parameter is the entry's id, its second, if any, the accounts of the
 * entry's lines. {@code %1$s} stands for the number of lines. Lines are debits and credits of 100
 * by turns.
 */
enum Contender {
    SCHEMA("schema", "books.sql"),
    SHARDED("schema, hot accounts of 16 shards", "books.sql"),
    AUTO_POST("the same, posted by their lines", "books.sql"),
    BARE("bare tables", "bare.sql"),
    LEDGER("minimal ledger", "ledger.sql");

    private final String title;
    private final String setup;

    Contender(String title, String setup) {
        this.title = title;
        this.setup = setup;
    }

    String title() {
        return title;
    }

    String database() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether the sample's migrations make its tables. */
    boolean isSchema() {
        return setup.equals("books.sql");
    }

    /** Whether the hot accounts' balances are spread over rows. */
    boolean isSharded() {
        return this == SHARDED || this == AUTO_POST;
    }

    /** The name of the script that makes what entries need. */
    String setup() {
        return setup;
    }

    /** What posts an entry of some lines, in this order, before the commit. */
    List<String> statements(int lines) {
        List<String> statements =
                switch (this) {
                    case SCHEMA, SHARDED ->
                            List.of(Statements.DRAFT, Statements.LINES, Statements.POST);
                    case AUTO_POST -> List.of(Statements.AUTO_POST, Statements.LINES);
                    case BARE -> List.of(Statements.POSTED, Statements.LINES);
                    case LEDGER -> List.of(Statements.TRANSFER);
                };
        return statements.stream().map(sql -> sql.formatted(lines)).toList();
    }

    private static final class Statements {

        static final String DRAFT =
                """
                INSERT INTO journal_entries (
                    id, company_id, entry_number, entry_date, description
                )
                SELECT n.id, '00000000-0000-0000-0000-000000000001', n.id::text, '2024-06-15', 'x'
                FROM (VALUES (?::uuid)) n (id)
                """;

        static final String AUTO_POST =
                """
                INSERT INTO journal_entries (
                    id, company_id, entry_number, entry_date, description, auto_post
                )
                SELECT n.id, '00000000-0000-0000-0000-000000000001', n.id::text, '2024-06-15', 'x',
                    true
                FROM (VALUES (?::uuid)) n (id)
                """;

        static final String POST = "UPDATE journal_entries SET status = 'POSTED' WHERE id = ?";

        static final String POSTED =
                """
                INSERT INTO journal_entries (
                    id, company_id, entry_number, entry_date, description,
                    fiscal_period_id, status, posted_at, line_count, total_debit, total_credit
                )
                SELECT n.id, '00000000-0000-0000-0000-000000000001', n.id::text, '2024-06-15', 'x',
                    '00000000-0000-0000-0000-000000000106', 'POSTED', now(),
                    %1$s, %1$s * 50, %1$s * 50
                FROM (VALUES (?::uuid)) n (id)
                """;

        static final String LINES =
                """
                INSERT INTO journal_entry_lines (
                    company_id, journal_entry_id, line_number, account_id,
                    currency_code, exchange_rate,
                    debit_amount, credit_amount, base_debit_amount, base_credit_amount
                )
                SELECT '00000000-0000-0000-0000-000000000001', ?::uuid, l.number, l.account,
                    'USD', 1,
                    l.number %% 2 * 100, (l.number + 1) %% 2 * 100,
                    l.number %% 2 * 100, (l.number + 1) %% 2 * 100
                FROM unnest(?::uuid[]) WITH ORDINALITY l (account, number)
                """;

        static final String TRANSFER = "SELECT post_transfer(?::uuid, ?::uuid[])";

        private Statements() {}
    }
}
