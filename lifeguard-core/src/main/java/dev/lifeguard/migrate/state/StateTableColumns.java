package dev.lifeguard.migrate.state;

import dev.lifeguard.migrate.dialect.StateSql;
import dev.lifeguard.migrate.dialect.StateSql.TableName;
import dev.lifeguard.migrate.error.ConfigurationException;
import dev.lifeguard.migrate.jdbc.Session;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The columns of what has the state table's name.
 *
 * @param columns each with the kind of the relation; none where there is no such relation
 */
record StateTableColumns(List<Column> columns) {

    private static final Set<String> SIX_COLUMNS =
            Set.of("version", "name", "checksum", "applied_at", "execution_time_ms", "success");

    private static final Set<String> LOCK_COLUMNS =
            Set.of("holder", "lease_expires_at", "backend_pid", "backend_start");

    /**
     * A column.
     *
     * @param relationKind of what it belongs to: r or p for a table
     * @param name in lower case; null for a relation without columns
     */
    record Column(String relationKind, @Nullable String name) {}

    static StateTableColumns of(Session session, StateSql sql) throws SQLException {
        return new StateTableColumns(
                session.query(
                        sql.inspect(), row -> new Column(row.getString(1), row.getString(2))));
    }

    /** Whether there is no relation of that name. */
    boolean isEmpty() {
        return columns.isEmpty();
    }

    /** In lower case. */
    Set<String> names() {
        return columns.stream()
                .flatMap(column -> Stream.ofNullable(column.name()))
                .collect(Collectors.toSet());
    }

    /** Whether it has what the lock needs. */
    boolean hasLock() {
        return names().containsAll(LOCK_COLUMNS);
    }

    /**
     * Refuses what is no table with the first six.
     *
     * @throws ConfigurationException with what it is instead
     */
    void requireSix(TableName table) {
        boolean isTable =
                columns.stream().map(Column::relationKind).allMatch(Set.of("r", "p")::contains);
        if (!isTable) {
            throw StateTableFault.unusable(
                    table, "is not a table but a view or the like", null, "Remove it");
        }
        Set<String> present = names();
        List<String> missing =
                SIX_COLUMNS.stream().filter(name -> !present.contains(name)).sorted().toList();
        if (!missing.isEmpty()) {
            throw StateTableFault.unusable(
                    table,
                    "is some other table: it lacks the column%s %s"
                            .formatted(missing.size() == 1 ? "" : "s", String.join(", ", missing)),
                    null,
                    "Rename it");
        }
    }
}
