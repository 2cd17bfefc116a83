package dev.lifeguard.migrate.engine.takeover;

import dev.lifeguard.migrate.dialect.BoundSql;
import dev.lifeguard.migrate.dialect.Dialect;
import dev.lifeguard.migrate.jdbc.Session;
import dev.lifeguard.migrate.takeover.ForeignRow;
import dev.lifeguard.migrate.takeover.ForeignTable;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** A table of another tool's, as the catalogue tells of it. */
final class FoundTable implements ForeignTable {

    private final Session session;
    private final Dialect dialect;
    private final String tool;
    private final TableSearch.Seen seen;
    private final Map<String, TableSearch.Column> columns;

    /**
     * Of a tool.
     *
     * @param tool what messages call it
     */
    FoundTable(Session session, Dialect dialect, String tool, TableSearch.Seen seen) {
        this.session = session;
        this.dialect = dialect;
        this.tool = tool;
        this.seen = seen;
        this.columns = seen.byName();
    }

    @Override
    public String name() {
        return seen.name();
    }

    @Override
    public String schema() {
        return seen.hasSchema() ? seen.schema() : "";
    }

    @Override
    public String table() {
        return seen.table();
    }

    @Override
    public String sql() {
        return dialect.quote(seen.schema()) + "." + dialect.quote(seen.table());
    }

    @Override
    public String column(String column) {
        return dialect.quote(found(column).name());
    }

    private TableSearch.Column found(String column) {
        TableSearch.Column found = columns.get(column.toLowerCase(Locale.ROOT));
        if (found == null) {
            throw new IllegalArgumentException(
                    "The table \"%s\" has no column \"%s\"".formatted(name(), column));
        }
        return found;
    }

    @Override
    public Set<String> columns() {
        return Set.copyOf(columns.keySet());
    }

    @Override
    public List<ForeignRow> rows(List<String> wanted) throws SQLException {
        List<String> read = new ArrayList<>();
        for (String column : wanted) {
            read.add(
                    "%s AS %s"
                            .formatted(
                                    value(found(column)),
                                    dialect.quote(column.toLowerCase(Locale.ROOT))));
        }
        String place = "the table \"%s\" of %s".formatted(name(), tool);
        return session.query(
                BoundSql.of("SELECT %s FROM %s".formatted(String.join(", ", read), sql())),
                row -> ReadRow.of(place, row));
    }

    /** MariaDB's timestamp is a moment that the session's time zone would change. */
    private String value(TableSearch.Column column) {
        String name = dialect.quote(column.name());
        return dialect.family() == Dialect.Family.MARIADB
                        && column.type().equalsIgnoreCase("timestamp")
                ? "UNIX_TIMESTAMP(%s)".formatted(name)
                : name;
    }
}
