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
     * @param behind statements that come last
     */
    String of(
            SchemaSnapshot schema,
            SchemaSnapshot before,
            Map<String, String> copies,
            List<String> behind) {
        head(schema.header());
        Set<SnapshotStatement> there = new HashSet<>(before.script());
        Map<String, String> left = new HashMap<>(copies);
        for (SnapshotStatement statement : schema.script()) {
            if (!there.contains(statement)) {
                add(statement.sql());
            }
            if (statement.type() == ObjectType.TABLE && left.containsKey(statement.object())) {
                add(left.remove(statement.object()));
            }
        }
        behind.forEach(this::add);
        add(GIVE_PATH);
        return text.toString();
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
