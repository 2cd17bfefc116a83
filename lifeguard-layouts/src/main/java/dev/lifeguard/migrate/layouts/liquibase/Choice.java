package dev.lifeguard.migrate.layouts.liquibase;

import dev.lifeguard.migrate.source.Surroundings;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which changesets are chosen: those for the database, in the contexts and with the labels that the
 * placeholders {@code liquibase.contexts} and {@code liquibase.label-filter} name.
 *
 * @param database as Liquibase calls it; empty where the files are read without one, and then every
 *     changeset is for it
 * @param contexts in small letters
 * @param labels an expression, or blank
 */
record Choice(Optional<String> database, Set<String> contexts, String labels) {

    /** The placeholder that names contexts, with commas between. */
    static final String CONTEXTS = "liquibase.contexts";

    /** The placeholder that is an expression over labels. */
    static final String LABELS = "liquibase.label-filter";

    /** What Liquibase calls databases by another name than their own in small letters. */
    private static final Map<String, String> NAMES = Map.of("yugabytedb", "postgresql");

    static Choice of(Surroundings around) {
        Map<String, String> placeholders = around.placeholders();
        return new Choice(
                around.database()
                        .map(product -> product.toLowerCase(Locale.ROOT))
                        .map(product -> NAMES.getOrDefault(product, product)),
                Set.copyOf(list(placeholders.getOrDefault(CONTEXTS, ""))),
                placeholders.getOrDefault(LABELS, ""));
    }

    /** Whether a changeset is chosen. */
    boolean chooses(Header header) {
        return !header.ignore() && chooses(header.dbms(), header.contexts(), header.labels());
    }

    /** Whether what is said so counts; null is nothing said. */
    boolean chooses(
            @Nullable String dbms, @Nullable String inContexts, @Nullable String withLabels) {
        return isFor(dbms) && isIn(inContexts) && isLabelled(withLabels);
    }

    private boolean isFor(@Nullable String dbms) {
        List<String> listed = list(dbms);
        if (database.isEmpty() || listed.isEmpty() || listed.contains("all")) {
            return true;
        }
        if (listed.contains("none") || listed.contains("!" + database.get())) {
            return false;
        }
        return listed.contains(database.get())
                || listed.stream().allMatch(each -> each.startsWith("!"));
    }

    private boolean isIn(@Nullable String inContexts) {
        return inContexts == null
                || inContexts.isBlank()
                || Expression.isTrue(inContexts, contexts);
    }

    private boolean isLabelled(@Nullable String withLabels) {
        return labels.isBlank() || Expression.isTrue(labels, Set.copyOf(list(withLabels)));
    }

    private static List<String> list(@Nullable String commas) {
        return commas == null
                ? List.of()
                : Arrays.stream(commas.toLowerCase(Locale.ROOT).split(","))
                        .map(String::strip)
                        .filter(each -> !each.isEmpty())
                        .distinct()
                        .collect(Collectors.toList());
    }
}
