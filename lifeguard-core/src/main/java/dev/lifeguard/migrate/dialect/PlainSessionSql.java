package dev.lifeguard.migrate.dialect;

import dev.lifeguard.migrate.dialect.Dialect.SessionSql;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The settings of a session that has no list of those that it changed: a fixed choice of them is
 * read before the first script, and set again.
 */
final class PlainSessionSql implements SessionSql {

    private static final BoundSql NOTHING = BoundSql.of("SELECT 1");

    private final Words words;

    PlainSessionSql(Words words) {
        this.words = words;
    }

    /** Where a database says a thing in words of its own. */
    interface Words {

        /** The schema that is resolved first. */
        String currentSchema();

        /** An expression for the value of each setting, or a query of one. */
        Map<String, String> settings();

        /** Sets one of them. */
        String set(String setting, String value);
    }

    @Override
    public BoundSql place() {
        return BoundSql.of("SELECT %1$s, %1$s, NULL".formatted(words.currentSchema()));
    }

    @Override
    public BoundSql changed() {
        return BoundSql.of(
                words.settings().entrySet().stream()
                        .map(
                                setting ->
                                        "SELECT '%s', %s"
                                                .formatted(setting.getKey(), setting.getValue()))
                        .collect(Collectors.joining(" UNION ALL ")));
    }

    @Override
    public BoundSql identity() {
        return BoundSql.of("SELECT '', '' FROM (SELECT 1) AS no_row WHERE 1 = 0");
    }

    /** What a script changed is set again one by one. */
    @Override
    public BoundSql reset() {
        return NOTHING;
    }

    @Override
    public BoundSql set(Lasting lasting, String setting, String value) {
        return BoundSql.of(words.set(setting, value));
    }

    @Override
    public String pathThrough(String schema, String searchPath) {
        return schema;
    }

    @Override
    public List<String> identityNames() {
        return List.of();
    }

    @Override
    public boolean endsWithTransaction() {
        return false;
    }
}
