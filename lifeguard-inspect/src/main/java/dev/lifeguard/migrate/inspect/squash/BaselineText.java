package dev.lifeguard.migrate.inspect.squash;

import dev.lifeguard.migrate.inspect.snapshot.ObjectType;
import dev.lifeguard.migrate.inspect.snapshot.SchemaSnapshot;
import dev.lifeguard.migrate.inspect.snapshot.SnapshotStatement;
import dev.lifeguard.migrate.source.catalog.Squashed.Member;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes a baseline. Rows stand right behind their table: whatever else is on it, as a foreign key
 * or a trigger, comes behind all tables.
 */
final class BaselineText {

    /** The snapshot's statements run without a search path, and the hook behind them with it. */
    private static final String KEEP_PATH =
            "SELECT pg_catalog.set_config('lifeguard.search_path',"
                    + " pg_catalog.current_setting('search_path'), false);";

    private static final String GIVE_PATH =
            "SELECT pg_catalog.set_config('search_path',"
                    + " pg_catalog.current_setting('lifeguard.search_path'), false);";

    private final StringBuilder text = new StringBuilder();
    private final SquashRange range;

    BaselineText(SquashRange range) {
        this.range = range;
    }

    /**
     * All of it.
     *
     * @param before what is there before the first migration
     * @param copies by their tables, the statements that load rows
     * @param filled the materialized views that are not as WITH NO DATA leaves them
     * @param behind statements that come behind all objects
     */
    String of(
            SchemaSnapshot schema,
            SchemaSnapshot before,
            Map<String, String> copies,
            Set<String> filled,
            List<String> behind) {
        head(schema.header());
        Set<SnapshotStatement> there = new HashSet<>(before.script());
        Map<String, String> left = new HashMap<>(copies);
        for (SnapshotStatement statement : schema.script()) {
            if (!there.contains(statement)) {
                add(sql(statement));
            }
            if (statement.type() == ObjectType.TABLE && left.containsKey(statement.object())) {
                addRows(statement, left.remove(statement.object()));
            }
        }
        schema.script().stream()
                .filter(statement -> statement.type() == ObjectType.MATERIALIZED_VIEW)
                .filter(statement -> filled.contains(statement.object()))
                .filter(statement -> !there.contains(statement))
                .forEach(view -> add("REFRESH MATERIALIZED VIEW %s;".formatted(view.object())));
        behind.forEach(this::add);
        add(GIVE_PATH);
        return text.toString();
    }

    /**
     * A schema may be there already, made by whoever made the database. A materialized view is
     * filled when all tables are whole.
     */
    private static String sql(SnapshotStatement statement) {
        String sql = statement.sql();
        return switch (statement.type()) {
            case SCHEMA ->
                    sql.replaceFirst("^CREATE SCHEMA (?!IF )", "CREATE SCHEMA IF NOT EXISTS ");
            case MATERIALIZED_VIEW -> withoutData(sql);
            default -> sql;
        };
    }

    private static String withoutData(String sql) {
        return sql.startsWith("CREATE MATERIALIZED VIEW ") && sql.endsWith(";")
                ? sql.substring(0, sql.length() - 1) + "\n  WITH NO DATA;"
                : sql;
    }

    /** Nobody but a superuser copies into a table whose policies hold for its owner, too. */
    private void addRows(SnapshotStatement table, String copy) {
        String force = "ALTER TABLE ONLY %s FORCE ROW LEVEL SECURITY;".formatted(table.object());
        boolean forced = table.sql().contains("\n" + force);
        if (forced) {
            add(force.replace(" FORCE ROW LEVEL SECURITY;", " NO FORCE ROW LEVEL SECURITY;"));
        }
        add(copy);
        if (forced) {
            add(force);
        }
    }

    private void head(String settings) {
        text.append("-- Written by lifeguard-migrate squash: what these migrations make.\n");
        for (Member member : range.members()) {
            text.append(member.line()).append('\n');
        }
        text.append("-- lifeguard:irreversible it stands for %s migrations\n".formatted(count()));
        add(KEEP_PATH);
        add(settings);
    }

    private int count() {
        return range.members().size();
    }

    private void add(String statement) {
        text.append('\n').append(statement).append('\n');
    }
}
