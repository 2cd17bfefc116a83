package dev.lifeguard.migrate.dialect.plain;

import dev.lifeguard.migrate.dialect.BoundSql;
import dev.lifeguard.migrate.dialect.SessionSql;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The settings of a session that has no list of those that it changed: a fixed choice of them is
 * read before the first script, and set again.
 */
public final class PlainSessionSql implements SessionSql {

    private static final BoundSql NOTHING = BoundSql.of("SELECT 1");
    private static final BoundSql NO_IDENTITY =
            BoundSql.of("SELECT '', '' FROM (SELECT 1) AS no_row WHERE 1 = 0");

    private final Words words;

    public PlainSessionSql(Words words) {
        this.words = words;
    }

    /** Where a database says a thing in words of its own. */
    public interface Words {

        /** The schema that is resolved first. */
        String currentSchema();

        /** The same as names are looked up by it. */
        default String searchPath() {
            return currentSchema();
        }

        /** The same for the schema that is configured. */
        default String pathThrough(String schema) {
            return schema;
        }

        /** An expression for the value of each setting, or a query of one. */
        Map<String, String> settings();

        /** Sets one of them. */
        String set(String setting, String value);

        /** Sets several of them, in their order. */
        default List<String> setAll(Map<String, String> settings) {
            return settings.entrySet().stream().map(it -> set(it.getKey(), it.getValue())).toList();
        }

        /** A query of {@link SessionSql#kept()}, where there is one. */
        default Optional<String> kept() {
            return Optional.empty();
        }

        /** A query of {@link SessionSql#changedByReset()}, where there is one. */
        default Optional<String> changedByReset() {
            return Optional.empty();
        }

        /**
         * Those that decide what this library's own statements mean, each with a condition that
         * holds where a script may have changed it.
         */
        default Map<String, String> identity() {
            return Map.of();
        }

        /** Those that a transaction can neither change nor set to what they are. */
        default Set<String> fixedInTransaction() {
            return Set.of();
        }
    }

    @Override
    public BoundSql place() {
        return BoundSql.of("SELECT %1$s, %1$s, NULL, NULL".formatted(words.searchPath()));
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
        Map<String, String> settings = words.settings();
        String changed =
                words.identity().entrySet().stream()
                        .map(
                                name ->
                                        "SELECT '%s', %s FROM (SELECT 1) AS one_row WHERE %s"
                                                .formatted(
                                                        name.getKey(),
                                                        settings.get(name.getKey()),
                                                        name.getValue()))
                        .collect(Collectors.joining(" UNION ALL "));
        // A limit of its own outranks one that a script has set.
        return changed.isEmpty() ? NO_IDENTITY : BoundSql.of(changed + " LIMIT 100");
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
    public List<BoundSql> become(Lasting lasting, Map<String, String> identity) {
        return setAll(identity);
    }

    @Override
    public List<BoundSql> setAll(Map<String, String> settings) {
        return words.setAll(settings).stream().map(BoundSql::of).toList();
    }

    @Override
    public Optional<BoundSql> kept() {
        return words.kept().map(BoundSql::of);
    }

    @Override
    public Optional<BoundSql> changedByReset() {
        return words.changedByReset().map(BoundSql::of);
    }

    @Override
    public Set<String> fixedInTransaction() {
        return words.fixedInTransaction();
    }

    @Override
    public String pathThrough(String schema, String searchPath) {
        return words.pathThrough(schema);
    }

    @Override
    public List<String> identityNames() {
        return List.copyOf(words.identity().keySet());
    }

    @Override
    public boolean endsWithTransaction() {
        return false;
    }
}
