package dev.lifeguard.migrate.accounting;

import static dev.lifeguard.migrate.accounting.Sql.id;
import static dev.lifeguard.migrate.accounting.Sql.sql;

import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Does one thing after the other, right ones and wrong ones, in transactions of all levels. */
final class RandomBookkeeper {

    /** What it does. */
    enum Deed {
        POST,
        REVERSE,
        PERIOD,
        INVOICE,
        CREDIT_NOTE,
        PAYMENT,
        APPLY,
        REFUND,
        TAKE_BACK,
        STATUS,
        SNAPSHOT,
        ACCOUNT,
        TAMPER
    }

    private static final Set<String> REFUSALS =
            Set.of("23514", "23505", "23503", "55000", "42501", "40001", "40P01");
    private static final List<String> LEVELS =
            List.of("READ COMMITTED", "READ COMMITTED", "REPEATABLE READ", "SERIALIZABLE");
    private static final List<String> ACCOUNTS = List.of("1000", "1100", "2000", "4000", "5000");
    private static final List<String> TAMPERINGS =
            List.of(
                    "UPDATE account_balances SET base_debit_balance = base_debit_balance + 1",
                    "UPDATE journal_entries SET total_debit = total_debit + 1",
                    "UPDATE journal_entry_lines SET base_debit_amount = base_debit_amount + 1",
                    "DELETE FROM journal_entry_lines",
                    "DELETE FROM journal_entries WHERE status <> 'DRAFT'",
                    "UPDATE ar_payments SET applied_amount = applied_amount + 1",
                    "UPDATE ap_payments SET refunded_amount = refunded_amount + 1",
                    "UPDATE ar_refunds SET refund_amount = refund_amount / 2",
                    "UPDATE invoices SET credited_amount = credited_amount + 1",
                    "UPDATE ar_agings SET unapplied_amount = 0",
                    "UPDATE customer_invoices SET paid_amount = total_amount",
                    "UPDATE invoices SET total_amount = total_amount + 1",
                    "DELETE FROM ap_payment_applications");

    private final Session session;
    private final String name;
    private final Random random;
    private final RandomDocuments documents;
    private final Map<Deed, Integer> done = new EnumMap<>(Deed.class);
    private int refused;
    private int numbers;

    RandomBookkeeper(Session session, String name, long seed) {
        this.session = session;
        this.name = name;
        this.random = new Random(seed);
        this.documents = new RandomDocuments(random, this::number);
    }

    /** How often each deed was accepted. */
    Map<Deed, Integer> done() {
        return done;
    }

    /** How many transactions were refused. */
    int refused() {
        return refused;
    }

    void work(int transactions) throws SQLException {
        for (int at = 0; at < transactions; at++) {
            Deed deed = Deed.values()[random.nextInt(Deed.values().length)];
            List<Sql> statements = statements(deed);
            try {
                session.send(sql("BEGIN ISOLATION LEVEL " + any(LEVELS)));
                for (Sql statement : statements) {
                    session.send(statement);
                }
                session.send(sql("COMMIT"));
                done.merge(deed, 1, Integer::sum);
            } catch (SQLException failure) {
                session.send(sql("ROLLBACK"));
                if (!REFUSALS.contains(Refusal.of(failure).sqlState())) {
                    throw failure;
                }
                refused++;
            }
        }
    }

    private List<Sql> statements(Deed deed) {
        return switch (deed) {
            case POST -> posting();
            case REVERSE ->
                    List.of(
                            sql(
                                    """
                                    SELECT reverse_journal_entry(e.id, ?, ?, NULL) FROM (
                                        SELECT id FROM journal_entries WHERE status = 'POSTED'
                                        ORDER BY md5(id::text || ?) LIMIT 1
                                    ) e
                                    """,
                                    number(),
                                    date(),
                                    number()));
            case PERIOD ->
                    List.of(
                            random.nextBoolean()
                                    ? Journal.period("2024-0" + (1 + random.nextInt(3)), "CLOSED")
                                    : sql(
                                            """
                                            UPDATE fiscal_periods SET status = 'OPEN'
                                            WHERE status = 'CLOSED'
                                            """));
            case INVOICE -> documents.invoice();
            case CREDIT_NOTE -> documents.creditNote();
            case PAYMENT -> documents.payment();
            case APPLY -> documents.application();
            case REFUND -> documents.refund();
            case TAKE_BACK -> documents.takingBack();
            case STATUS -> documents.otherStatus();
            case SNAPSHOT -> documents.snapshot();
            case ACCOUNT ->
                    List.of(
                            sql(
                                    """
                                    UPDATE accounts SET is_active = ?::boolean, balance_shards = ?
                                    WHERE id = ?
                                    """,
                                    random.nextInt(4) > 0,
                                    1 + random.nextInt(4),
                                    id("ACME", any(ACCOUNTS))));
            case TAMPER -> List.of(sql(any(TAMPERINGS)), fail());
        };
    }

    /** So that tampering with no row does not count as accepted. */
    private static Sql fail() {
        return sql("INSERT INTO currencies (code, name, minor_units) VALUES ('USD', 'x', 2)");
    }

    /** Two or more lines, mostly balanced, mostly posted. */
    private List<Sql> posting() {
        String number = number();
        boolean euro = random.nextInt(3) == 0;
        List<Line> lines = new ArrayList<>();
        int sum = 0;
        for (int at = 0; at <= random.nextInt(3); at++) {
            int amount = 2 * (1 + random.nextInt(500));
            sum += amount;
            lines.add(Line.debit(any(ACCOUNTS), String.valueOf(amount)));
        }
        sum += random.nextInt(6) == 0 ? 2 : 0;
        lines.add(Line.credit(any(ACCOUNTS), String.valueOf(sum)));
        Line[] inCurrency =
                lines.stream().map(line -> euro ? inEuro(line) : line).toArray(Line[]::new);
        if (random.nextInt(3) == 0) {
            return Journal.autoPost(number, date(), inCurrency);
        }
        List<Sql> statements = new ArrayList<>(Journal.draft(number, date(), inCurrency));
        if (random.nextInt(8) > 0) {
            statements.add(Journal.post(number));
        }
        return statements;
    }

    private static Line inEuro(Line line) {
        String amount = line.amounts().debit();
        int units = Integer.parseInt(amount.equals("0") ? line.amounts().credit() : amount);
        return line.in("EUR", "1.5").base(String.valueOf(units / 2 * 3));
    }

    private String date() {
        return LocalDate.of(2024, 1, 1).plusDays(random.nextInt(366)).toString();
    }

    private String number() {
        return name + "-" + numbers++;
    }

    private <T> T any(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
