package dev.lifeguard.migrate.engine.program;

import dev.lifeguard.migrate.planning.PlannedStep.Recorded;
import dev.lifeguard.migrate.schema.Migration;
import dev.lifeguard.migrate.schema.SchemaChange;
import dev.lifeguard.migrate.schema.SchemaManager;
import dev.lifeguard.migrate.script.Position;
import dev.lifeguard.migrate.script.SqlStatement;
import dev.lifeguard.migrate.script.StatementFacts;
import dev.lifeguard.migrate.script.StatementKind;
import dev.lifeguard.migrate.script.StatementReader;
import dev.lifeguard.migrate.source.Direction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes down what a Java migration asks for; every look at the database finds nothing. */
final class RecordingSchema implements SchemaManager {

    private final ChangeReader reader;
    private final List<SqlStatement> statements = new ArrayList<>();
    private @Nullable String remark;

    RecordingSchema(ChangeReader reader) {
        this.reader = reader;
    }

    @SuppressWarnings("IllegalCatch") // Whatever the author's code throws ends the recording.
    Recorded record(Migration migration, Direction direction) {
        try {
            switch (direction) {
                case UP -> migration.up(this);
                case DOWN -> migration.down(this);
            }
        } catch (NoConnection | InterruptedException ended) {
            restoreInterrupt(ended);
            remark = "it works on the connection itself, which shows only when it runs";
        } catch (Exception thrown) {
            remark = "without a database it ends with " + thrown;
        }
        return new Recorded(statements, remark);
    }

    private static void restoreInterrupt(Exception ended) {
        if (ended instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void apply(SchemaChange change) {
        reader.toSql(change).forEach(this::execute);
    }

    @Override
    public List<String> toSql(SchemaChange change) {
        return reader.toSql(change);
    }

    @Override
    public void execute(String sql) {
        try (StatementReader texts = reader.read(sql)) {
            for (Optional<SqlStatement> next = texts.next();
                    next.isPresent();
                    next = texts.next()) {
                add(next.get());
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    @Override
    public <T> List<T> query(String sql, RowMapper<T> row, @Nullable Object... values) {
        looked();
        return List.of();
    }

    @Override
    public void insert(String table, List<String> columns, List<List<@Nullable Object>> rows) {
        String text = "%s -- %s rows".formatted(reader.insert(table, columns), rows.size());
        Position start = new Position(1, 1, 0);
        add(
                new SqlStatement(
                        1,
                        text,
                        start,
                        StatementFacts.named("INSERT", StatementKind.ORDINARY),
                        List.of()));
    }

    @Override
    public Connection connection() {
        throw new NoConnection();
    }

    @Override
    public boolean hasTable(String table) {
        return looked();
    }

    @Override
    public boolean hasColumn(String table, String column) {
        return looked();
    }

    @Override
    public boolean hasIndex(String table, String index) {
        return looked();
    }

    private boolean looked() {
        remark = "it looks at the database first, and was shown nothing";
        return false;
    }

    private void add(SqlStatement statement) {
        statements.add(statement.numbered(statements.size() + 1));
    }

    /** Ends a recording. */
    private static final class NoConnection extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }
}
