package dev.lifeguard.migrate.tests.busy;

import dev.lifeguard.migrate.tests.server.TestDatabase;
import java.util.HashSet;
import java.util.Set;

/** What the server says of those that wait for locks in a database. */
final class LockWaits {

    private final TestDatabase database;
    private final Set<String> begun = new HashSet<>();

    LockWaits(TestDatabase database) {
        this.database = database;
    }

    /** Whether somebody was seen to begin waiting at two times. */
    boolean hasBegunTwice() {
        begun.addAll(
                database.query(
                        """
                        SELECT DISTINCT l.waitstart FROM pg_locks l JOIN pg_stat_activity a USING (pid)
                        WHERE NOT l.granted AND l.waitstart IS NOT NULL
                        AND a.datname = current_database() AND a.query !~ 'count'
                        """));
        return begun.size() > 1;
    }

    /** Whether one waits for longer than each limit of these tests. */
    boolean isLong() {
        return database.value(
                        """
                        SELECT count(*) FROM pg_locks l JOIN pg_stat_activity a USING (pid)
                        WHERE NOT l.granted AND a.datname = current_database()
                        AND l.waitstart < clock_timestamp() - interval '0.7 s'
                        """)
                .equals("1");
    }
}
