package dev.lifeguard.migrate.source.catalog;

import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.source.Found;
import dev.lifeguard.migrate.source.catalog.RejectedFiles.Origin;
import dev.lifeguard.migrate.source.catalog.Script.SqlScript;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Collects repeatable migrations, each name once, and hooks. */
final class Unversioned {

    private final RejectedFiles rejected;
    private final Map<String, SqlScript> repeatables = new TreeMap<>();
    private final Map<String, Origin> origins = new LinkedHashMap<>();
    private final List<HookScript> hooks = new ArrayList<>();

    Unversioned(RejectedFiles rejected) {
        this.rejected = rejected;
    }

    /**
     * What has no version.
     *
     * @param repeatables by their names, in the order of their characters
     * @param hooks in the order of their sources
     */
    record All(List<SqlScript> repeatables, List<HookScript> hooks) {

        /** Copies the lists. */
        All {
            repeatables = List.copyOf(repeatables);
            hooks = List.copyOf(hooks);
        }
    }

    /** Refuses one of another layout that cannot be recorded or run. */
    boolean refuses(Found.Repeatable found) {
        String file = found.file().name();
        if (file.endsWith(MigrationFileName.JAVA_ENDING)) {
            rejected.addMisnamed(file, null, "is a repeatable migration in Java. Write it in SQL.");
            return true;
        }
        if (found.name().length() > MigrationFileName.MAX_NAME_LENGTH) {
            rejected.addMisnamed(file, null, MigrationFileName.tooLong(found.name()).reason());
            return true;
        }
        return false;
    }

    void add(SqlScript script, Origin origin) {
        if (repeatables.putIfAbsent(script.name(), script) == null) {
            origins.put(script.name(), origin);
            return;
        }
        Origin first = origins.getOrDefault(script.name(), origin);
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

    All found() {
        List<SqlScript> all = List.copyOf(repeatables.values());
        WayBackName.in(List.<Script>copyOf(all))
                .forEach(
                        (down, up) ->
                                rejected.addMisnamed(
                                        down.fileName(), null, WayBackName.reason(down, up)));
        return new All(all, hooks);
    }
}
