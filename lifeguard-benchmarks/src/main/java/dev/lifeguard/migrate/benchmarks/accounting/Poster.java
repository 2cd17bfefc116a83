package dev.lifeguard.migrate.benchmarks.accounting;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/** A session that posts entries of a workload, one a transaction. */
final class Poster implements AutoCloseable {

    private static final String DEADLOCK = "40P01";

    private final Connection connection;
    private final Workload workload;
    private final Random random;
    private final List<Step> steps = new ArrayList<>();
    private int deadlocks;

    Poster(Connection connection, Contender contender, Workload workload, long seed)
            throws SQLException {
        this.connection = connection;
        this.workload = workload;
        this.random = new Random(seed);
        connection.setAutoCommit(false);
        for (String sql : contender.statements(workload.lines())) {
            boolean takesAccounts = sql.indexOf('?') != sql.lastIndexOf('?');
            steps.add(new Step(connection.prepareStatement(sql), takesAccounts));
        }
    }

    /** Posts an entry, again if it was the victim of a deadlock. */
    void post() throws SQLException {
        UUID entry = new UUID(random.nextLong(), random.nextLong());
        Array accounts = connection.createArrayOf("uuid", accounts());
        while (true) {
            try {
                for (Step step : steps) {
                    step.run(entry, accounts);
                }
                connection.commit();
                return;
            } catch (SQLException failure) {
                connection.rollback();
                if (!DEADLOCK.equals(failure.getSQLState())) {
                    throw failure;
                }
                deadlocks++;
            }
        }
    }

    /** As many accounts as the entry has lines, each other than the one before it. */
    private Object[] accounts() {
        Object[] accounts = new Object[workload.lines()];
        int account = random.nextInt(workload.accounts());
        for (int line = 0; line < accounts.length; line++) {
            accounts[line] = new UUID(0, account + 1L);
            account = (account + 1 + random.nextInt(workload.accounts() - 1)) % workload.accounts();
        }
        return accounts;
    }

    /** How often a deadlock was met so far. */
    int deadlocks() {
        return deadlocks;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    private record Step(PreparedStatement statement, boolean takesAccounts) {

        void run(UUID entry, Array accounts) throws SQLException {
            statement.setObject(1, entry);
            if (takesAccounts) {
                statement.setArray(2, accounts);
            }
            statement.execute();
        }
    }
}
