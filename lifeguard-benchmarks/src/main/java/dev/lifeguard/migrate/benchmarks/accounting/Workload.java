package dev.lifeguard.migrate.benchmarks.accounting;

import static dev.lifeguard.migrate.benchmarks.accounting.Contender.AUTO_POST;
import static dev.lifeguard.migrate.benchmarks.accounting.Contender.BARE;
import static dev.lifeguard.migrate.benchmarks.accounting.Contender.LEDGER;
import static dev.lifeguard.migrate.benchmarks.accounting.Contender.SCHEMA;
import static dev.lifeguard.migrate.benchmarks.accounting.Contender.SHARDED;

import java.util.List;

/** How many sessions post entries of how many lines over how many accounts. */
enum Workload {
    ONE_SESSION_2(1, 2, Workload.WIDE, Flush.NONE),
    ONE_SESSION_10(1, 10, Workload.WIDE, Flush.NONE),
    ONE_SESSION_100(1, 100, Workload.WIDE, Flush.NONE),
    WIDE_2(8, 2, Workload.WIDE, Flush.REAL),
    WIDE_10(8, 10, Workload.WIDE, Flush.REAL),
    HOT(16, 2, Workload.HOT_ACCOUNTS, Flush.REAL),
    HOT_SLOW_FLUSH(16, 2, Workload.HOT_ACCOUNTS, Flush.SLOW),
    HOT_SLOW_FLUSH_8(8, 2, Workload.HOT_ACCOUNTS, Flush.SLOW);

    /** The accounts there are. */
    static final int WIDE = 1000;

    /** Those of them that are sharded where shards take part. */
    static final int HOT_ACCOUNTS = 4;

    private final int sessions;
    private final int lines;
    private final int accounts;
    private final Flush flush;

    Workload(int sessions, int lines, int accounts, Flush flush) {
        this.sessions = sessions;
        this.lines = lines;
        this.accounts = accounts;
        this.flush = flush;
    }

    int sessions() {
        return sessions;
    }

    int lines() {
        return lines;
    }

    int accounts() {
        return accounts;
    }

    Flush flush() {
        return flush;
    }

    /** Who takes part. */
    List<Contender> contenders() {
        return accounts == HOT_ACCOUNTS
                ? List.of(SCHEMA, SHARDED, AUTO_POST, BARE, LEDGER)
                : List.of(SCHEMA, BARE, LEDGER);
    }

    String title() {
        return "%s session%s, %s lines over %s accounts, %s"
                .formatted(sessions, sessions == 1 ? "" : "s", lines, accounts, flush.title);
    }

    /** What a commit waits for. */
    enum Flush {
        NONE("commits not flushed", "-c synchronous_commit=off"),
        REAL("flush of this disk", "-c synchronous_commit=on"),
        /** 2 ms, as of a disk over a network; PostgreSQL waits so with 5 sessions or more. */
        SLOW("flush of 2 ms", "-c synchronous_commit=on -c commit_delay=2000");

        private final String title;
        private final String options;

        Flush(String title, String options) {
            this.title = title;
            this.options = options;
        }

        /** Options of a session's connection. */
        String options() {
            return options;
        }
    }
}
