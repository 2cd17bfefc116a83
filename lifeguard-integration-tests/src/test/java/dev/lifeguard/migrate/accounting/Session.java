package dev.lifeguard.migrate.accounting;

import dev.lifeguard.migrate.tests.server.Await;
import dev.lifeguard.migrate.tests.server.Background;
import dev.lifeguard.migrate.tests.server.PostgresServer;
import dev.lifeguard.migrate.tests.server.TestDatabase;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.ds.PGSimpleDataSource;

/** A session with the database. A transaction is begun and ended by BEGIN and COMMIT. */
final class Session implements AutoCloseable {

    private final Connection connection;
    private final int process;

    private Session(Connection connection, int process) {
        this.connection = connection;
        this.process = process;
    }

    static Session on(PostgresServer server, String database) {
        PGSimpleDataSource dataSource = Fixture.dataSource(server, database);
        // The server finds out the types of values that are given as text.
        dataSource.setStringType("unspecified");
        try {
            Connection connection = dataSource.getConnection();
            List<String> process = TestDatabase.query(connection, "SELECT pg_backend_pid()");
            return new Session(connection, Integer.parseInt(process.getFirst()));
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Runs statements, each of which must be accepted. */
    void run(Sql... statements) {
        for (Sql statement : statements) {
            try {
                send(statement);
            } catch (SQLException refusal) {
                throw new AssertionError(statement + " was refused: " + refusal, refusal);
            }
        }
    }

    /** Runs a statement that may fail. */
    void send(Sql sql) throws SQLException {
        try (PreparedStatement statement = prepare(sql)) {
            statement.execute();
        }
    }

    /** Runs a transaction of some statements and a last one, again when it met another one. */
    void commitWhole(List<Sql> statements, Sql last) throws SQLException {
        while (true) {
            try {
                send(new Sql("BEGIN", List.of()));
                for (Sql statement : statements) {
                    send(statement);
                }
                send(last);
                send(new Sql("COMMIT", List.of()));
                return;
            } catch (SQLException failure) {
                send(new Sql("ROLLBACK", List.of()));
                if (!Refusal.of(failure).mayBeTriedAgain()) {
                    throw failure;
                }
            }
        }
    }

    /** The refusal of a statement, which must not be accepted. */
    Refusal refusal(Sql sql) {
        try {
            send(sql);
        } catch (SQLException refusal) {
            return Refusal.of(refusal);
        }
        throw new AssertionError("Accepted: " + sql);
    }

    /** Runs COPY … FROM STDIN with some rows. */
    void copy(String statement, String rows) {
        try {
            sendCopy(statement, rows);
        } catch (SQLException refusal) {
            throw new AssertionError(statement + " was refused: " + refusal, refusal);
        }
    }

    /** The refusal of COPY … FROM STDIN, which must not be accepted. */
    Refusal copyRefusal(String statement, String rows) {
        try {
            sendCopy(statement, rows);
        } catch (SQLException refusal) {
            return Refusal.of(refusal);
        }
        throw new AssertionError("Accepted: " + statement + rows);
    }

    private void sendCopy(String statement, String rows) throws SQLException {
        try {
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn(statement, new StringReader(rows));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** A statement that must wait for another session; it waits when this returns. */
    Background<?> runWaitingFor(Session holder, Sql sql) {
        Background<String> waiting =
                Background.start(
                        () -> {
                            send(sql);
                            return "accepted";
                        });
        Await.until(() -> sql + " waits", () -> isBlockedBy(holder) || waiting.isDone());
        if (waiting.isDone()) {
            throw new AssertionError("Did not wait, but was " + waiting.result() + ": " + sql);
        }
        return waiting;
    }

    private boolean isBlockedBy(Session holder) {
        return holder.rows(
                                new Sql(
                                        "SELECT WHERE ? = ANY (pg_blocking_pids(?))",
                                        List.of(holder.process, process)))
                        .size()
                == 1;
    }

    /** The rows of a query, the values of each with a bar between them. */
    List<String> rows(Sql sql) {
        try (PreparedStatement statement = prepare(sql);
                ResultSet result = statement.executeQuery()) {
            List<String> rows = new ArrayList<>();
            while (result.next()) {
                rows.add(row(result));
            }
            return rows;
        } catch (SQLException failure) {
            throw new AssertionError(sql + " failed", failure);
        }
    }

    /** The only row of a query. */
    String row(Sql sql) {
        List<String> rows = rows(sql);
        if (rows.size() != 1) {
            throw new AssertionError("Not one row: %s from %s".formatted(rows, sql));
        }
        return rows.getFirst();
    }

    private static String row(ResultSet result) throws SQLException {
        List<String> values = new ArrayList<>();
        for (int column = 1; column <= result.getMetaData().getColumnCount(); column++) {
            String value = result.getString(column);
            if (value == null) {
                values.add("null");
            } else if (result.getMetaData().getColumnType(column) == Types.NUMERIC) {
                values.add(plain(new BigDecimal(value)));
            } else {
                values.add(value);
            }
        }
        return String.join("|", values);
    }

    private static String plain(BigDecimal amount) {
        return amount.signum() == 0 ? "0" : amount.stripTrailingZeros().toPlainString();
    }

    private PreparedStatement prepare(Sql sql) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql.text());
        int at = 1;
        for (Object value : sql.values()) {
            statement.setObject(at++, value);
        }
        return statement;
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
