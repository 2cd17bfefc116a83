package dev.lifeguard.migrate.inspect.compat;

import dev.lifeguard.migrate.inspect.compat.Prepared.Refused;
import dev.lifeguard.migrate.inspect.compat.Prepared.Taken;
import dev.lifeguard.migrate.inspect.compat.ReadStatement.Preparable;
import dev.lifeguard.migrate.inspect.compat.ReadStatement.Unread;
import dev.lifeguard.migrate.inspect.compat.ReadStatement.WithoutSchema;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Prepares the statements before the first pending migration, wherever they find their names. */
final class Baseline {

    private static final int SCHEMAS = 50;

    private final Connection connection;
    private final Preparer preparer;
    private final Map<String, List<String>> paths = new LinkedHashMap<>();
    private final List<CheckedStatement> checked = new ArrayList<>();
    private final List<NotAnalysed> notAnalysed = new ArrayList<>();

    private Baseline(Connection connection) {
        this.connection = connection;
        this.preparer = new Preparer(connection);
    }

    /**
     * Prepares them.
     *
     * @param first where they look first
     */
    static Baseline of(
            Connection connection,
            SchemaState state,
            List<String> first,
            List<ReadStatement> statements)
            throws SQLException {
        Baseline baseline = new Baseline(connection);
        Set<String> paths = new LinkedHashSet<>(first);
        state.tables().values().stream()
                .map(TableState::schema)
                .distinct()
                .sorted()
                .limit(SCHEMAS)
                .map(schema -> "%s, public".formatted(TableName.quoted(schema)))
                .forEach(paths::add);
        for (String path : paths) {
            baseline.add(path);
        }
        for (ReadStatement statement : statements) {
            baseline.add(statement);
        }
        return baseline;
    }

    List<CheckedStatement> checked() {
        return checked;
    }

    List<NotAnalysed> notAnalysed() {
        return notAnalysed;
    }

    private void add(String path) throws SQLException {
        preparer.lookIn(path);
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "SELECT s FROM pg_catalog.unnest(pg_catalog.current_schemas(false))"
                                        + " AS s")) {
            List<String> schemas = new ArrayList<>();
            while (row.next()) {
                schemas.add(row.getString(1));
            }
            paths.put(path, schemas);
        }
    }

    private void add(ReadStatement statement) throws SQLException {
        switch (statement) {
            case Preparable preparable -> prepare(preparable);
            case Unread unread ->
                    notAnalysed.add(new NotAnalysed(unread.given(), unread.reason() + "."));
            case WithoutSchema any -> {
                // No schema breaks it.
            }
        }
    }

    private void prepare(Preparable statement) throws SQLException {
        String reason = "";
        for (Map.Entry<String, List<String>> path : paths.entrySet()) {
            preparer.lookIn(path.getKey());
            switch (preparer.prepare(statement, List.of())) {
                case Taken taken -> {
                    checked.add(
                            new CheckedStatement(statement, path.getKey(), path.getValue(), taken));
                    return;
                }
                case Refused refused -> reason = reason.isEmpty() ? refused.said() : reason;
            }
        }
        notAnalysed.add(
                new NotAnalysed(
                        statement.given(),
                        "PostgreSQL refuses it before the migrations: %s.".formatted(reason)));
    }
}
