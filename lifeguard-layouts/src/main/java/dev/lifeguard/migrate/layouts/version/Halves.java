package dev.lifeguard.migrate.layouts.version;

import dev.lifeguard.migrate.layout.ScriptForm.Part;
import dev.lifeguard.migrate.source.Found;
import dev.lifeguard.migrate.source.MigrationVersion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Up and down files that belong together by their versions alone, whatever else they are called.
 */
public final class Halves {

    private Halves() {}

    /**
     * The same files with down halves that are called as their up halves; one without an up half is
     * refused.
     *
     * @param ending what the names of up files end with
     */
    public static List<Found> paired(List<Found> found, String ending) {
        Map<MigrationVersion, String> names = new HashMap<>();
        boolean hasDown = false;
        for (Found each : found) {
            if (each instanceof Found.Versioned half) {
                hasDown |= half.form().part() == Part.DOWN;
                if (half.form().part() != Part.DOWN) {
                    names.putIfAbsent(half.version(), half.name());
                }
            }
        }
        return hasDown ? paired(found, names, ending) : found;
    }

    private static List<Found> paired(
            List<Found> found, Map<MigrationVersion, String> names, String ending) {
        List<Found> paired = new ArrayList<>(found.size());
        for (Found each : found) {
            paired.add(
                    each instanceof Found.Versioned half && half.form().part() == Part.DOWN
                            ? paired(half, names.get(half.version()), ending)
                            : each);
        }
        return paired;
    }

    private static Found paired(Found.Versioned down, @Nullable String name, String ending) {
        return name == null
                ? new Found.Refused(
                        down.file(),
                        "has no up file beside it. Add \"%s_%s%s\", or remove this one."
                                .formatted(down.version(), down.name(), ending))
                : new Found.Versioned(down.file(), down.version(), name, down.form());
    }
}
