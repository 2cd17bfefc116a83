package dev.lifeguard.migrate.source.catalog;

import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.source.Found;
import dev.lifeguard.migrate.source.Layout;
import dev.lifeguard.migrate.source.MigrationVersion;
import dev.lifeguard.migrate.source.catalog.RejectedFiles.Origin;
import dev.lifeguard.migrate.source.catalog.Script.SqlScript;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Collects repeatable migrations, each name once, and hooks. */
final class Unversioned {

    private final RejectedFiles rejected;
    private final Map<MigrationVersion, SqlScript> repeatables = new LinkedHashMap<>();
    private final Map<MigrationVersion, Origin> origins = new HashMap<>();
    private final Map<MigrationVersion, Integer> places = new HashMap<>();
    private final List<HookScript> hooks = new ArrayList<>();
    private final Set<String> sources = new LinkedHashSet<>();

    Unversioned(RejectedFiles rejected) {
        this.rejected = rejected;
    }

    /**
     * What has no version.
     *
     * @param repeatables in the order in which they are applied
     * @param places how many migrations with a version stand before each of them; of one that
     *     stands behind all of those, nothing
     * @param hooks in the order of their sources
     * @param sources the descriptions of those sources that have files
     */
    record All(
            List<SqlScript> repeatables,
            Map<MigrationVersion, Integer> places,
            List<HookScript> hooks,
            Set<String> sources) {

        /** Copies them. */
        All {
            repeatables = List.copyOf(repeatables);
            places = Map.copyOf(places);
            hooks = List.copyOf(hooks);
            sources = Set.copyOf(sources);
        }
    }

    /** Refuses one of another layout that cannot be recorded or run. */
    boolean refuses(Found.Repeatable found) {
        String file = found.file().name();
        if (file.endsWith(MigrationFileName.JAVA_ENDING)) {
            rejected.addMisnamed(file, null, "is a repeatable migration in Java. Write it in SQL.");
            return true;
        }
        if (!found.version().isRepeatable()) {
            rejected.addMisnamed(file, found.version(), "is repeatable, but has a version.");
            return true;
        }
        Optional<String> tooLong = WrittenName.refusal(found.name(), found.version());
        tooLong.ifPresent(reason -> rejected.addMisnamed(file, null, reason));
        return tooLong.isPresent();
    }

    /**
     * Adds one.
     *
     * @param before how many migrations with a version were found before it
     */
    void add(SqlScript script, Origin origin, int before) {
        if (repeatables.putIfAbsent(script.version(), script) == null) {
            origins.put(script.version(), origin);
            places.put(script.version(), before);
            return;
        }
        Origin first = origins.getOrDefault(script.version(), origin);
        rejected.add(
                ErrorDetail.of(
                                ErrorKind.DUPLICATE_VERSION,
                                ("The repeatable migration %s stands twice: \"%s\" in %s and \"%s\""
                                                + " in %s. Give one of them another name.")
                                        .formatted(
                                                script.label(),
                                                first.name(),
                                                first.source(),
                                                origin.name(),
                                                origin.source()))
                        .withFile(origin.name()));
    }

    void add(HookScript hook) {
        hooks.add(hook);
    }

    /** A source has files. */
    void reads(String source) {
        sources.add(source);
    }

    /** All of them, in the order of a layout. */
    All found(Layout layout) {
        boolean placed = layout.order().isEmpty();
        List<SqlScript> all = new ArrayList<>(repeatables.values());
        if (!placed) {
            all.sort(Comparator.comparing(SqlScript::name, layout.orderOfRepeatables()));
        }
        WayBackName.in(List.<Script>copyOf(all))
                .forEach(
                        (down, up) ->
                                rejected.addMisnamed(
                                        down.fileName(), null, WayBackName.reason(down, up)));
        return new All(all, placed ? places : Map.of(), hooks, sources);
    }
}
