package dev.lifeguard.migrate.engine.takeover;

import dev.lifeguard.migrate.dialect.BoundSql;
import dev.lifeguard.migrate.dialect.Dialect;
import dev.lifeguard.migrate.jdbc.Session;
import dev.lifeguard.migrate.state.Connected;
import dev.lifeguard.migrate.takeover.ForeignDatabase;
import dev.lifeguard.migrate.takeover.ForeignRow;
import dev.lifeguard.migrate.takeover.ForeignTable;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A connection as what reads another tool's history sees it. */
final class ForeignSession implements ForeignDatabase {

    private final Session session;
    private final Dialect dialect;
    private final TableSearch search;
    private final String tool;

    /**
     * Of a connection.
     *
     * @param tool what messages call the tool
     */
    ForeignSession(Connected connected, String tool) {
        this.session = connected.session();
        this.dialect = connected.dialect();
        this.tool = tool;
        this.search = new TableSearch(session, dialect, connected.table(), tool);
    }

    @Override
    public Product product() {
        return switch (dialect.family()) {
            case POSTGRESQL -> Product.POSTGRESQL;
            case MARIADB -> Product.MARIADB;
            case SQLITE -> Product.SQLITE;
            case H2 -> Product.H2;
        };
    }

    @Override
    public ForeignTable table(String name, Set<String> columns) throws SQLException {
        return table(search.required(WrittenTable.of(name), columns));
    }

    @Override
    public Optional<ForeignTable> find(String name, Set<String> columns) throws SQLException {
        return search.find(WrittenTable.of(name), columns).map(this::table);
    }

    @Override
    public List<String> elsewhere(Set<String> columns) throws SQLException {
        return search.elsewhere(columns);
    }

    private ForeignTable table(TableSearch.Seen seen) {
        return new FoundTable(session, dialect, tool, seen);
    }

    @Override
    public List<ForeignRow> query(String sql, @Nullable Object... values) throws SQLException {
        String place = "the answer to \"%s\" of %s".formatted(sql, tool);
        return session.query(BoundSql.of(sql, values), row -> ReadRow.of(place, row));
    }
}
