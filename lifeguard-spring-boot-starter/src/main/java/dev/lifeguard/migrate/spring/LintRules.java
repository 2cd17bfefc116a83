package dev.lifeguard.migrate.spring;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What is said of the rules of lint. It names no type of that library, which may not be there.
 *
 * @param level The level of a rule by its name, as "drop-column": "error", "warning", "info" or
 *     "off".
 * @param postgresVersion The oldest major version of PostgreSQL that the migrations run on.
 * @param smallTable Up to which size a table is small, as "1MB".
 * @param exclude Patterns for paths of files that are not looked at, as "generated/**".
 */
record LintRules(
        @DefaultValue Map<String, String> level,
        @Nullable String postgresVersion,
        @Nullable String smallTable,
        @DefaultValue List<String> exclude) {

    /** Where nothing is said. */
    static final LintRules NONE = new LintRules(Map.of(), null, null, List.of());

    /** Copies the collections. */
    LintRules {
        level = Map.copyOf(level);
        exclude = List.copyOf(exclude);
    }
}
