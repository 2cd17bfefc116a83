package dev.lifeguard.migrate.engine.program;

import dev.lifeguard.migrate.dialect.BoundSql;
import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.error.MigrationFailedException;
import dev.lifeguard.migrate.jdbc.SqlError;
import dev.lifeguard.migrate.schema.SchemaChange;
import dev.lifeguard.migrate.schema.SchemaManager;
import dev.lifeguard.migrate.script.Position;
import dev.lifeguard.migrate.script.SqlStatement;
import dev.lifeguard.migrate.script.StatementFacts;
import dev.lifeguard.migrate.script.StatementKind;
import dev.lifeguard.migrate.script.StatementReader;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a Java migration changes the database with while it runs. */
final class JavaSchema implements SchemaManager {

    private final ChangeReader reader;
    private final StatementSink sink;
    private @Nullable Exception failure;

    JavaSchema(ChangeReader reader, StatementSink sink) {
        this.reader = reader;
        this.sink = sink;
    }

    /** What failed first, also where the author caught it; null when nothing did. */
    @Nullable Exception failure() {
        return failure;
    }

    @Override
    public void apply(SchemaChange change) {
        attempt(
                () -> {
                    for (String sql : reader.toSql(change)) {
                        take(sql);
                    }
                    return change;
                });
    }

    @Override
    public List<String> toSql(SchemaChange change) {
        return reader.toSql(change);
    }

    @Override
    public void execute(String sql) {
        attempt(
                () -> {
                    take(sql);
                    return sql;
                });
    }

    private void take(String sql) throws ScriptStatementException, IOException, SQLException {
        try (StatementReader statements = reader.read(sql)) {
            sink.take(statements);
        }
        // Nothing waits, so that what fails is said of the line that asked for it.
        sink.reading();
    }

    @Override
    public <T> List<T> query(String sql, RowMapper<T> row, @Nullable Object... values) {
        return attempt(() -> sink.querying().query(BoundSql.of(sql, values), row::map));
    }

    @Override
    public void insert(String table, List<String> columns, List<List<@Nullable Object>> rows) {
        String sql = reader.insert(table, columns);
        SqlStatement label = label("%s -- %s rows".formatted(sql, rows.size()), "INSERT");
        attempt(
                () -> {
                    sink.work(label, session -> session.insert(sql, rows));
                    return sql;
                });
    }

    @Override
    public Connection connection() {
        return attempt(() -> sink.handOut(label("JDBC", "JDBC")).guardedConnection());
    }

    @Override
    public boolean hasTable(String table) {
        return attempt(() -> sink.reading().lookup().hasTable(table));
    }

    @Override
    public boolean hasColumn(String table, String column) {
        return attempt(() -> sink.reading().lookup().hasColumn(table, column));
    }

    @Override
    public boolean hasIndex(String table, String index) {
        return attempt(() -> sink.reading().lookup().hasIndex(table, index));
    }

    private static SqlStatement label(String text, String summary) {
        return new SqlStatement(
                1,
                text,
                new Position(1, 1, 0),
                StatementFacts.named(summary, StatementKind.ORDINARY),
                List.of());
    }

    /** After the first failure nothing more is sent. */
    private <T> T attempt(Step<T> step) {
        if (failure != null) {
            throw ended(failure);
        }
        try {
            return step.run();
        } catch (ScriptStatementException | SQLException | IOException failed) {
            failure = failed;
            throw ended(failed);
        } catch (LifeguardException failed) {
            failure = failed;
            throw failed;
        }
    }

    private static RuntimeException ended(Exception failed) {
        if (failed instanceof LifeguardException own) {
            return own;
        }
        SQLException sql =
                failed instanceof ScriptStatementException statement
                        ? statement.failure()
                        : failed instanceof SQLException direct ? direct : null;
        String reason = sql == null ? failed.toString() : SqlError.of(sql).inSentence();
        return new MigrationFailedException(
                ErrorDetail.ofServer(
                        ErrorKind.SCRIPT_FAILED,
                        "A statement of the migration failed: %s.".formatted(reason),
                        sql == null ? null : sql.getSQLState()),
                failed);
    }

    @FunctionalInterface
    private interface Step<T> {

        T run() throws ScriptStatementException, IOException, SQLException;
    }
}
