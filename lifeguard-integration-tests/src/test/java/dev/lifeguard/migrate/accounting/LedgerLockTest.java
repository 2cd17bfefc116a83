package dev.lifeguard.migrate.accounting;

import static dev.lifeguard.migrate.accounting.Journal.entry;
import static dev.lifeguard.migrate.accounting.Journal.lines;
import static dev.lifeguard.migrate.accounting.Journal.period;
import static dev.lifeguard.migrate.accounting.Journal.post;
import static dev.lifeguard.migrate.accounting.Journal.reverse;
import static dev.lifeguard.migrate.accounting.Line.credit;
import static dev.lifeguard.migrate.accounting.Line.debit;
import static dev.lifeguard.migrate.accounting.Sql.id;
import static dev.lifeguard.migrate.accounting.Sql.sql;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.tests.server.Background;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Single statements on the ledger that have rows in common wait for each other, none deadlocks. */
@OnPostgres
final class LedgerLockTest {

    private static final int ROUNDS = 30;
    private static final Line[] SALE = {
        debit("1000", "5"), credit("4000", "3"), credit("7000", "2")
    };
    private static final Line[] BACKWARDS = {
        credit("7000", "2"), credit("4000", "3"), debit("1000", "5")
    };

    /** What one session does again and again, with all the others of its kind in common. */
    enum Deed {
        POST,
        POST_BY_LINES,
        REVERSE,
        ADD_LINE,
        REMOVE_LINE,
        CLOSE,
        CLOSE_ALL,
        OPEN_ALL,
        CHANGE_ACCOUNTS,
        CHANGE_COMPANY,
        NEW_ROWS;

        /** Two of these lock the same periods in the order in which each of them finds them. */
        boolean isOfManyPeriods() {
            return this == CLOSE_ALL || this == OPEN_ALL;
        }
    }

    @AutoClose private final Books books;

    LedgerLockTest(PostgresServer server) {
        books = Books.on(server);
    }

    @ParameterizedTest
    @EnumSource
    void noTwoStatementsDeadlock(Deed first) {
        for (Deed second : Deed.values()) {
            if (first.isOfManyPeriods() && second.isOfManyPeriods()) {
                continue;
            }
            Background<Integer> one = Background.start(() -> repeat(first, "a" + first + second));
            Background<Integer> other =
                    Background.start(() -> repeat(second, "b" + first + second));
            assertThat(one.result() + other.result()).as("%s, %s", first, second).isPositive();
        }
        assertThat(books.wrongBalances()).isEmpty();
    }

    @Test
    void norDoAllOfThemTogether() {
        Map<Deed, Background<Integer>> sessions = new EnumMap<>(Deed.class);
        Set<Deed> deeds = EnumSet.complementOf(EnumSet.of(Deed.OPEN_ALL));
        for (Deed deed : deeds) {
            sessions.put(deed, Background.start(() -> repeat(deed, "all" + deed)));
        }

        assertThat(sessions.values().stream().mapToInt(Background::result).sum()).isPositive();
        assertThat(books.wrongBalances()).isEmpty();
    }

    /** How many statements were accepted; a deadlock fails. */
    private int repeat(Deed deed, String name) throws SQLException {
        int accepted = 0;
        try (Session session = books.ownSession()) {
            for (int round = 0; round < ROUNDS; round++) {
                for (Sql statement : statements(deed, name + round, round)) {
                    accepted += isAccepted(session, statement) ? 1 : 0;
                }
            }
        }
        return accepted;
    }

    private static List<Sql> statements(Deed deed, String number, int round) {
        String month = "2024-0" + (1 + round % 3);
        String date = month + "-10";
        Line[] sale = round % 2 == 0 ? SALE : BACKWARDS;
        return switch (deed) {
            case POST ->
                    List.of(
                            entry(number, date).sql(),
                            entry(number + "x", date).sql(),
                            lines(number, SALE),
                            lines(number + "x", BACKWARDS),
                            post(number, number + "x"));
            case POST_BY_LINES -> Journal.autoPost(number, date, sale);
            case REVERSE ->
                    List.of(
                            entry(number, date).with("auto_post", true).sql(),
                            lines(number, sale),
                            reverse(id(number), number + "R", date));
            case ADD_LINE ->
                    List.of(
                            entry("common" + round % 3, date).sql(),
                            debit("1000", "1").row("common" + round % 3, lineNumber(number)).sql());
            case REMOVE_LINE ->
                    List.of(
                            sql(
                                    "DELETE FROM journal_entry_lines WHERE journal_entry_id = ?",
                                    id("common" + round % 3)),
                            sql(
                                    "UPDATE journal_entries SET entry_date = ? WHERE id = ?",
                                    date,
                                    id("common" + round % 3)));
            case CLOSE -> List.of(period(month, "CLOSED"), period(month, "OPEN"));
            case CLOSE_ALL ->
                    List.of(
                            sql(
                                    """
                                    UPDATE fiscal_periods SET status = 'CLOSED'
                                    WHERE status = 'OPEN' AND company_id = ?
                                    """,
                                    id("ACME")));
            case OPEN_ALL ->
                    List.of(
                            sql(
                                    """
                                    UPDATE fiscal_periods SET status = 'OPEN'
                                    WHERE status = 'CLOSED' AND company_id = ?
                                    """,
                                    id("ACME")));
            case CHANGE_ACCOUNTS ->
                    List.of(
                            sql(
                                    "UPDATE accounts SET balance_shards = ? WHERE id = ?",
                                    1 + round % 2,
                                    id("ACME", "1000")),
                            sql(
                                    """
                                    UPDATE accounts SET control_type =
                                        CASE WHEN control_type IS NULL THEN 'AP' END
                                    WHERE id = ?
                                    """,
                                    id("ACME", "2000")));
            case CHANGE_COMPANY ->
                    List.of(sql("UPDATE companies SET name = ? WHERE id = ?", number, id("ACME")));
            case NEW_ROWS ->
                    List.of(
                            InactiveLedgerTest.account(number),
                            InactiveLedgerTest.NEW_PERIOD,
                            sql(
                                    "DELETE FROM fiscal_periods WHERE company_id = ? AND name = ?",
                                    id("ACME"),
                                    "2025-01"));
        };
    }

    /** A number that no other line of the test has. */
    private static int lineNumber(String name) {
        return Math.floorMod(name.hashCode(), Integer.MAX_VALUE) + 1;
    }

    private static boolean isAccepted(Session session, Sql statement) throws SQLException {
        try {
            session.send(statement);
            return true;
        } catch (SQLException failure) {
            if (Refusal.of(failure).sqlState().equals("40P01")) {
                throw failure;
            }
            return false;
        }
    }
}
