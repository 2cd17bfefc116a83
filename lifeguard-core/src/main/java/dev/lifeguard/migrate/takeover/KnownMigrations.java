package dev.lifeguard.migrate.takeover;

import dev.lifeguard.migrate.source.MigrationSource;
import dev.lifeguard.migrate.source.MigrationSource.MigrationFile;
import dev.lifeguard.migrate.source.MigrationVersion;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The migrations that are there, as their layout reads and orders them; immutable. */
public final class KnownMigrations {

    private final List<Known> versioned;
    private final List<Known> repeatables;
    private final List<MigrationSource> sources;
    private final Map<String, String> placeholders;
    private final Map<MigrationVersion, Integer> places = new HashMap<>();
    private final Map<String, Known> labels = new HashMap<>();

    /**
     * Those of some sources.
     *
     * @param versioned each version once, in the layout's order
     * @param repeatables each name once
     * @param sources where they were read
     * @param placeholders the values that are declared, by their names
     */
    public KnownMigrations(
            List<Known> versioned,
            List<Known> repeatables,
            List<MigrationSource> sources,
            Map<String, String> placeholders) {
        this.versioned = List.copyOf(versioned);
        this.repeatables = List.copyOf(repeatables);
        this.sources = List.copyOf(sources);
        this.placeholders = Map.copyOf(placeholders);
        for (int at = 0; at < this.versioned.size(); at++) {
            Known known = this.versioned.get(at);
            places.put(known.version(), at);
            labels.put(known.version().toString(), known);
        }
    }

    /** Those with a version, in the layout's order. */
    public List<Known> versioned() {
        return versioned;
    }

    /** Those without a version, which are applied anew whenever they were edited. */
    public List<Known> repeatables() {
        return repeatables;
    }

    /** The one of a version's number. */
    public Optional<Known> find(MigrationVersion version) {
        return Optional.ofNullable(places.get(version)).map(versioned::get);
    }

    /**
     * The one that its files call so: by the label of its version, or its 14 digits where it has
     * none.
     */
    public Optional<Known> labelled(String label) {
        return Optional.ofNullable(labels.get(label));
    }

    /**
     * A migration with a version and all that stand before it, as a tool means it that records the
     * last version only, or the one that a database began with.
     *
     * @throws IllegalArgumentException when it is none of these
     */
    public List<Known> upTo(Known last) {
        Integer place = places.get(last.version());
        if (place == null) {
            throw new IllegalArgumentException(last.name());
        }
        return versioned.subList(0, place + 1);
    }

    /**
     * Where they were read: a file that is no migration of its own, as the settings of another, is
     * in {@link MigrationSource#files}.
     */
    public List<MigrationSource> sources() {
        return sources;
    }

    /** The values of placeholders that are declared, by their names. */
    public Map<String, String> placeholders() {
        return placeholders;
    }

    /**
     * A migration.
     *
     * @param version of a repeatable one, what stands for it
     * @param name as the layout gave it
     * @param file the very one that the layout gave, or gave a {@link MigrationFile#part part} of:
     *     that of the way up; null for a migration in Java
     */
    public record Known(MigrationVersion version, String name, @Nullable MigrationFile file) {

        /** Whether it is applied anew whenever it was edited. */
        public boolean repeatable() {
            return version.isRepeatable();
        }

        /** Version and name as messages show them. */
        public String label() {
            return version.label(name);
        }
    }
}
