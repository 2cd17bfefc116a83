package dev.lifeguard.migrate.accounting;

import static dev.lifeguard.migrate.accounting.Sql.id;
import static dev.lifeguard.migrate.accounting.Sql.sql;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.tests.server.Background;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Single statements on documents that have rows in common wait for each other, none deadlocks. */
@OnPostgres
final class DocumentLockTest {

    private static final int ROUNDS = 40;

    /** What one session does again and again; all on the same invoice and the same payments. */
    private enum Deed {
        APPLY,
        TAKE_BACK,
        REFUND,
        VOID,
        SET_PAID,
        CREDIT,
        CANCEL_CREDIT,
        CLOSE,
        SNAPSHOT
    }

    @AutoClose private final Books books;

    DocumentLockTest(PostgresServer server) {
        books = Books.on(server);
    }

    @ParameterizedTest
    @EnumSource
    void noTwoStatementsDeadlock(Subledger ledger) {
        ledger.invoice(books, "I", "100");
        books.accepts(ledger.payment("P", "100").sql(), ledger.payment("Q", "100").sql());
        Map<Deed, Background<Integer>> sessions = new EnumMap<>(Deed.class);
        for (Deed deed : Deed.values()) {
            sessions.put(deed, Background.start(() -> repeat(ledger, deed)));
        }

        assertThat(sessions.values().stream().mapToInt(Background::result).sum())
                .isGreaterThan(ROUNDS);
    }

    @ParameterizedTest
    @EnumSource
    void anInvoiceIsSetToPaidWhileItsPaymentIsTakenBack(Subledger ledger) throws SQLException {
        ledger.invoice(books, "I", "100");
        books.accepts(ledger.payment("P", "100").sql());
        Session other = books.newSession();
        for (int round = 0; round < ROUNDS; round++) {
            Insert all = application(ledger, "P", String.valueOf(round));
            books.accepts(all.with("applied_amount", "100").sql());

            Background<Boolean> paid =
                    Background.start(() -> isAccepted(other, Invoice.status("I", "PAID")));
            Sql back = statements(ledger, Deed.TAKE_BACK, round).getFirst();
            assertThat(isAccepted(books.session(), back)).isTrue();
            paid.result();

            assertThat(books.row("SELECT status FROM invoices")).isEqualTo("APPROVED");
        }
    }

    /** How many statements were accepted; a deadlock fails. */
    private int repeat(Subledger ledger, Deed deed) throws SQLException {
        int accepted = 0;
        try (Session session = books.ownSession()) {
            for (int round = 0; round < ROUNDS; round++) {
                for (Sql statement : statements(ledger, deed, round)) {
                    accepted += isAccepted(session, statement) ? 1 : 0;
                }
            }
        }
        return accepted;
    }

    private static boolean isAccepted(Session session, Sql statement) throws SQLException {
        try {
            session.send(statement);
            return true;
        } catch (SQLException refused) {
            assertThat(Refusal.of(refused).sqlState())
                    .as("%s: %s", statement, refused.getMessage())
                    .isIn("23514", "55000");
            return false;
        }
    }

    private static List<Sql> statements(Subledger ledger, Deed deed, int round) {
        String number = deed + "-" + round;
        return switch (deed) {
            case APPLY ->
                    List.of(
                            Insert.rows(
                                    Stream.of("Q", "P")
                                            .map(payment -> application(ledger, payment, number))
                                            .toArray(Insert[]::new)));
            case TAKE_BACK ->
                    List.of(
                            sql(
                                    """
                                    UPDATE %s SET unapplied_on = '2024-06-01'
                                    WHERE unapplied_on IS NULL
                                    """
                                            .formatted(ledger.applications())));
            case REFUND ->
                    List.of(
                            Insert.rows(
                                    ledger.refund(number + "q", "Q", "5", "2024-06-01"),
                                    ledger.refund(number + "p", "P", "5", "2024-06-01")));
            case VOID ->
                    List.of(
                            sql(
                                    """
                                    UPDATE %s SET voided_on = '2024-06-01' WHERE voided_on IS NULL
                                    """
                                            .formatted(ledger.refunds())));
            case SET_PAID -> List.of(Invoice.status("I", "PAID"));
            case CREDIT -> {
                Sql[] note = ledger.approvedNote(number, "1", "2024-03-05", "I");
                yield List.of(note[0], note[1], note[2], ledger.credit(number).sql());
            }
            case CANCEL_CREDIT ->
                    List.of(
                            sql(
                                    """
                                    UPDATE invoices SET status = 'CANCELLED' WHERE id = (
                                        SELECT id FROM invoices
                                        WHERE document_type = 'CREDIT_NOTE' AND status = 'APPROVED'
                                        LIMIT 1
                                    )
                                    """));
            case CLOSE -> List.of(Journal.period("2024-01", round % 2 == 0 ? "CLOSED" : "OPEN"));
            case SNAPSHOT -> List.of(ledger.takeSnapshot("2024-07-" + (10 + round % 20)));
        };
    }

    private static Insert application(Subledger ledger, String payment, String number) {
        return ledger.application(payment, "I", "50", "2024-06-01")
                .with("id", id("application", number, payment));
    }
}
