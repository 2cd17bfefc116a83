package dev.lifeguard.migrate.accounting;

import static dev.lifeguard.migrate.accounting.Journal.period;
import static dev.lifeguard.migrate.accounting.Journal.post;
import static dev.lifeguard.migrate.accounting.Line.credit;
import static dev.lifeguard.migrate.accounting.Line.debit;
import static dev.lifeguard.migrate.accounting.Sql.id;
import static dev.lifeguard.migrate.accounting.Sql.sql;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.tests.server.Background;
import dev.lifeguard.migrate.tests.server.OnPostgres;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Posting while others change lines, close periods, and post to the same accounts. */
@OnPostgres
final class LedgerConcurrencyTest {

    private static final int SESSIONS = 8;
    private static final int ENTRIES = 200;

    @AutoClose private final Books books;
    private final Session other;

    LedgerConcurrencyTest(PostgresServer server) {
        books = Books.on(server);
        other = books.newSession();
    }

    @Test
    void aLineThatMeetsAPostingWaitsAndIsRefused() {
        books.sale("e", "2024-03-10", "100");
        books.accepts(sql("BEGIN"), post("e"));

        Background<?> line =
                other.runWaitingFor(books.session(), debit("1000", "5").row("e", 3).sql());
        books.accepts(sql("COMMIT"));

        Books.isRefused("55000 journal_entry_lines_frozen", line);
        assertThat(books.row("SELECT count(*) FROM journal_entry_lines")).isEqualTo("2");
    }

    @ParameterizedTest
    @CsvSource({
        "READ COMMITTED, 23514 journal_entries_balanced",
        "REPEATABLE READ, 40001",
        "SERIALIZABLE, 40001"
    })
    void aPostingSeesALineThatWasAddedAfterItsTransactionBegan(String level, String refusal) {
        books.sale("e", "2024-03-10", "100");
        other.run(sql("BEGIN ISOLATION LEVEL " + level), sql("SELECT FROM companies"));
        books.accepts(debit("1000", "5").row("e", 3).sql());

        assertThat(other.refusal(post("e"))).hasToString(refusal);
        other.run(sql("ROLLBACK"));
    }

    @Test
    void closingAPeriodWaitsForPostings() {
        books.sale("e", "2024-06-10", "100");
        books.sale("f", "2024-06-11", "100");
        books.accepts(sql("BEGIN"), post("e"));

        Background<?> closing = other.runWaitingFor(books.session(), period("2024-06", "CLOSED"));
        books.accepts(sql("COMMIT"));

        closing.result();
        assertThat(books.balance("1000")).isEqualTo("100|0");
        books.refuses("55000 journal_entries_period_open", post("f"));
    }

    @Test
    void aPostingWaitsForThePeriodToBeClosed() {
        books.sale("e", "2024-07-10", "100");
        other.run(sql("BEGIN"), period("2024-07", "CLOSED"));

        Background<?> posting = books.session().runWaitingFor(other, post("e"));
        other.run(sql("COMMIT"));

        Books.isRefused("55000 journal_entries_period_open", posting);
    }

    @ParameterizedTest
    @CsvSource({"REPEATABLE READ", "SERIALIZABLE"})
    void anOldSnapshotDoesNotPostIntoAPeriodClosedSince(String level) {
        books.sale("e", "2024-07-10", "100");
        books.accepts(sql("BEGIN ISOLATION LEVEL " + level), sql("SELECT FROM companies"));
        other.run(period("2024-07", "CLOSED"));

        assertThat(books.session().refusal(post("e"))).hasToString("40001");
        books.accepts(sql("ROLLBACK"));
    }

    @Test
    void entriesPostedInOppositeOrderByOneStatementEachDoNotDeadlock() {
        List<Background<Integer>> posters =
                IntStream.range(0, 4).mapToObj(n -> Background.start(() -> postPairs(n))).toList();

        posters.forEach(Background::result);
        assertThat(books.row("SELECT count(*) FROM journal_entries WHERE status = 'POSTED'"))
                .isEqualTo("240");
        assertThat(books.wrongBalances()).isEmpty();
    }

    /** Posts pairs of entries over crossing accounts; a deadlock is an error. */
    private int postPairs(int poster) {
        String[] accounts = {"1000", "1100", "2000", "4000", "5000", "7000"};
        Random random = new Random(poster);
        try (Session session = books.ownSession()) {
            for (int pair = 0; pair < 30; pair++) {
                String[] numbers = {poster + "-" + pair + "a", poster + "-" + pair + "b"};
                for (String number : numbers) {
                    String from = accounts[random.nextInt(accounts.length)];
                    String to = accounts[random.nextInt(accounts.length)];
                    Journal.draft(number, "2024-05-05", debit(to, "7"), credit(from, "7"))
                            .forEach(session::run);
                }
                session.run(post(numbers));
            }
        }
        return 30;
    }

    @ParameterizedTest
    @CsvSource({"1", "16"})
    void entriesPostedByTheirLinesDoNotDeadlock(int shards) {
        books.accepts(sql("UPDATE accounts SET balance_shards = ?", shards));

        List<Background<Integer>> posters =
                IntStream.range(0, 4)
                        .mapToObj(n -> Background.start(() -> postByLines(n)))
                        .toList();

        posters.forEach(Background::result);
        assertThat(books.row("SELECT count(*) FROM journal_entries WHERE status = 'POSTED'"))
                .isEqualTo("240");
        assertThat(books.wrongBalances()).isEmpty();
    }

    /** Posts entries of crossing accounts; a deadlock is an error. */
    private int postByLines(int poster) {
        String[] accounts = {"1000", "1100", "2000", "4000", "5000", "7000"};
        Random random = new Random(poster);
        try (Session session = books.ownSession()) {
            for (int entry = 0; entry < 60; entry++) {
                Line[] lines = new Line[4];
                for (int at = 0; at < lines.length; at++) {
                    String account = accounts[random.nextInt(accounts.length)];
                    lines[at] = at % 2 == 0 ? debit(account, "7") : credit(account, "7");
                }
                Journal.autoPost(poster + "-" + entry, "2024-05-05", lines).forEach(session::run);
            }
        }
        return 60;
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "16, 1"})
    void hotAccountsLoseNoPosting(int shards, int shardsLater) {
        setShards(shards);

        List<Background<Integer>> posters =
                IntStream.range(0, SESSIONS)
                        .mapToObj(n -> Background.start(() -> postMany(n, shardsLater)))
                        .toList();

        assertThat(posters.stream().map(Background::result)).containsOnly(ENTRIES);
        assertThat(
                        books.row(
                                """
                                SELECT count(*), sum(total_debit) FROM journal_entries
                                WHERE status = 'POSTED'
                                """))
                .isEqualTo("%s|%s", SESSIONS * ENTRIES, SESSIONS * ENTRIES * (ENTRIES + 1) / 2);
        assertThat(books.wrongBalances()).isEmpty();
        assertThat(
                        books.row(
                                "SELECT sum(net_balance), sum(base_net_balance) FROM"
                                        + " account_balances"))
                .isEqualTo("0|0");
        assertThat(books.row("SELECT count(DISTINCT shard) > 1 FROM account_balances"))
                .isEqualTo(shards > 1 ? "t" : "f");
    }

    private int postMany(int poster, int shardsLater) throws SQLException {
        Random random = new Random(poster);
        int posted = 0;
        try (Session session = books.ownSession()) {
            while (posted < ENTRIES) {
                posted++;
                boolean sale = random.nextBoolean();
                String amount = String.valueOf(posted);
                String number = poster + "-" + posted;
                List<Sql> draft =
                        Journal.draft(
                                number,
                                "2024-05-05",
                                debit(sale ? "1000" : "4000", amount),
                                credit(sale ? "4000" : "1000", amount));
                session.commitWhole(draft, post(number));
                if (poster == 0 && posted == ENTRIES / 2) {
                    session.run(shards(shardsLater));
                }
            }
        }
        return posted;
    }

    private void setShards(int shards) {
        books.accepts(shards(shards));
    }

    private static Sql shards(int shards) {
        return sql(
                "UPDATE accounts SET balance_shards = ? WHERE id IN (?, ?)",
                shards,
                id("ACME", "1000"),
                id("ACME", "4000"));
    }
}
