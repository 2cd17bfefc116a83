package dev.lifeguard.migrate.engine.batch;

import dev.lifeguard.migrate.dialect.BatchKeySql;
import dev.lifeguard.migrate.dialect.SessionSql.Lasting;
import dev.lifeguard.migrate.engine.session.SessionState;
import dev.lifeguard.migrate.jdbc.Session;
import dev.lifeguard.migrate.jdbc.Transaction;
import dev.lifeguard.migrate.state.Connected;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the columns by which the rows of a table can be walked, before anybody names them. */
public final class UsableKeys {

    private final Connected connected;

    /** On one connection. */
    public UsableKeys(Connected connected) {
        this.connected = connected;
    }

    private record IndexColumn(String index, @Nullable String column, @Nullable String refusal) {}

    /**
     * Those of its primary key, or else of the first unique index that can be used; empty where
     * there is none, or no such table.
     *
     * @param table as SQL writes its name
     */
    public Optional<List<String>> of(String table) throws SQLException {
        Session session = connected.session();
        SessionState settings = SessionState.of(connected);
        return Transaction.<Optional<List<String>>, SQLException>around(
                session,
                () -> {
                    session.queryAll(
                            connected
                                    .dialect()
                                    .surroundings(Lasting.TRANSACTION, settings.searchPath(), null),
                            row -> null);
                    return look(session, table);
                });
    }

    private Optional<List<String>> look(Session session, String table) throws SQLException {
        BatchKeySql sql = connected.dialect().batchKeys();
        List<String> usable =
                session.query(
                        sql.columns(table),
                        row ->
                                row.getBoolean(3) || sql.refusal(row.getString(2)).isPresent()
                                        ? null
                                        : row.getString(1));
        Map<String, List<IndexColumn>> indexes = new LinkedHashMap<>();
        for (IndexColumn each :
                session.query(
                        sql.uniqueIndexes(table),
                        row ->
                                new IndexColumn(
                                        row.getString(1), row.getString(2), row.getString(3)))) {
            indexes.computeIfAbsent(each.index(), index -> new ArrayList<>()).add(each);
        }
        return indexes.values().stream()
                .filter(index -> index.stream().allMatch(each -> isUsable(each, usable)))
                .<List<String>>map(
                        index -> {
                            List<String> key = new ArrayList<>();
                            index.forEach(each -> key.add(String.valueOf(each.column())));
                            return key;
                        })
                .findFirst();
    }

    private static boolean isUsable(IndexColumn column, List<String> usable) {
        return column.refusal() == null && usable.contains(String.valueOf(column.column()));
    }
}
