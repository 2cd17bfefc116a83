package dev.lifeguard.migrate.lint;

import dev.lifeguard.migrate.source.Direction;
import dev.lifeguard.migrate.source.MigrationVersion;
import dev.lifeguard.migrate.source.catalog.MigrationCatalog;
import dev.lifeguard.migrate.source.catalog.Script;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which migrations are looked at. */
public final class LintScope {

    private LintScope() {}

    /** Those that stand behind a version, and the repeatable ones, which have none. */
    public static Predicate<Script> newerThan(MigrationVersion version, MigrationCatalog catalog) {
        Optional<Comparator<MigrationVersion>> order = catalog.order();
        if (order.isPresent()) {
            return script ->
                    script.version().isRepeatable()
                            || order.get().compare(script.version(), version) > 0;
        }
        Set<MigrationVersion> older = new HashSet<>();
        for (Script script : catalog.scripts()) {
            older.add(script.version());
            if (script.version().equals(version)) {
                break;
            }
        }
        return script -> !older.contains(script.version());
    }

    /**
     * Those of some files, relative to their source: also by the file of the way down, which lint
     * compares with that of the way up.
     */
    public static Predicate<Script> ofFiles(Set<String> files) {
        return script ->
                files.contains(script.fileName(Direction.UP))
                        || files.contains(script.fileName(Direction.DOWN));
    }

    /** The versions of those of a directory that are looked at. */
    public static Set<MigrationVersion> versions(
            MigrationCatalog catalog, Predicate<Script> looked) {
        return Stream.<Script>concat(catalog.scripts().stream(), catalog.repeatables().stream())
                .filter(looked)
                .map(Script::version)
                .collect(Collectors.toSet());
    }
}
