package dev.lifeguard.migrate.source;

import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.source.DirectorySource.Listing;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All migrations of some sources: immutable, sorted by version, each version once.
 *
 * <p>It is made anew for each run, so that two applications in one JVM never share one.
 */
public final class MigrationCatalog {

    private final List<Script> scripts;
    private final List<ErrorDetail> rejected;
    private final List<String> origins;

    /** Null where it is the one in which they are here. */
    private final @Nullable Comparator<MigrationVersion> order = ByNumber.ORDER;

    /**
     * Of what was read.
     *
     * @param scripts sorted by version, each once, and changed by nobody any more
     */
    MigrationCatalog(List<Script> scripts, List<ErrorDetail> rejected, List<String> origins) {
        this.scripts = Collections.unmodifiableList(scripts);
        this.rejected = List.copyOf(rejected);
        this.origins = List.copyOf(origins);
    }

    /**
     * Reads and hashes every file of the sources.
     *
     * @throws dev.lifeguard.migrate.error.ConfigurationException when a source or a file cannot be
     *     read
     */
    public static MigrationCatalog of(List<MigrationSource> sources) {
        return of(sources, List.of());
    }

    /**
     * The same, with something more to compile Java files with; they are compiled when one of them
     * is needed.
     *
     * @param classPath jars and directories of classes
     */
    public static MigrationCatalog of(List<MigrationSource> sources, List<Path> classPath) {
        CatalogReader reader = read(sources, classPath, Listing.FAST);
        // A folder that is named like a migration is rare: all is read again then.
        return reader.foundFolder()
                ? read(sources, classPath, Listing.EXACT).finish()
                : reader.finish();
    }

    private static CatalogReader read(
            List<MigrationSource> sources, List<Path> classPath, Listing listing) {
        CatalogReader reader = new CatalogReader(classPath, listing);
        for (MigrationSource source : sources) {
            reader.add(source);
        }
        return reader;
    }

    /**
     * In which order versions stand; empty where that is the order of {@link #scripts} and says
     * nothing of any other.
     */
    public Optional<Comparator<MigrationVersion>> order() {
        return Optional.ofNullable(order);
    }

    /** The migrations, oldest first. */
    public Collection<Script> scripts() {
        return scripts;
    }

    /** The migration of a version, if there is one; any number may be asked for. */
    public Optional<Script> find(long version) {
        int at = indexOf(scripts, version);
        return at < 0 ? Optional.empty() : Optional.of(scripts.get(at));
    }

    /** Where a version is, or a negative number. */
    static int indexOf(List<Script> sorted, long version) {
        return Collections.binarySearch(
                sorted, null, (script, unused) -> Long.compare(script.version().number(), version));
    }

    /** The newest version, if there is any migration. */
    public Optional<MigrationVersion> newest() {
        return scripts.isEmpty() ? Optional.empty() : Optional.of(scripts.getLast().version());
    }

    /** The files that are no migrations although they should be: misnamed and duplicate ones. */
    public List<ErrorDetail> rejected() {
        return rejected;
    }

    /** Where the migrations come from, one description a source. */
    public List<String> origins() {
        return origins;
    }
}
