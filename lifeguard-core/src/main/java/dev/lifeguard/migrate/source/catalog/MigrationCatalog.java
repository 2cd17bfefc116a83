package dev.lifeguard.migrate.source.catalog;

import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.layout.ScriptForm;
import dev.lifeguard.migrate.source.Layout;
import dev.lifeguard.migrate.source.MigrationSource;
import dev.lifeguard.migrate.source.MigrationVersion;
import dev.lifeguard.migrate.source.Surroundings;
import dev.lifeguard.migrate.source.catalog.Script.SqlScript;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All migrations of some sources: immutable, in the order of their layout, each version once.
 *
 * <p>It is made anew for each run, so that two applications in one JVM never share one.
 */
public final class MigrationCatalog {

    private final List<Script> scripts;
    private final Unversioned.All unversioned;
    private final Beside beside;
    private final List<String> origins;

    private final Layout layout;

    /** Null where it is the one in which they are here. */
    private final @Nullable Comparator<MigrationVersion> order;

    /** By the numbers of their versions, where they are not in that order. */
    private final Map<Long, Script> byNumber = new HashMap<>();

    /**
     * What is no migration.
     *
     * @param baselines scripts that stand for all migrations up to their versions
     * @param squashed what the only baseline stands for, of files that were squashed
     * @param former what migrations were called while their files were another tool's
     * @param leftOut a sentence for each file that does not run
     * @param rejected the files that should be migrations and cannot be
     */
    record Beside(
            List<SqlScript> baselines,
            @Nullable Squashed squashed,
            FormerVersions former,
            List<String> leftOut,
            List<ErrorDetail> rejected) {

        /** Copies them. */
        Beside {
            baselines = List.copyOf(baselines);
            leftOut = List.copyOf(leftOut);
            rejected = List.copyOf(rejected);
        }
    }

    /**
     * Of what was read.
     *
     * @param scripts in their order, each version once, and changed by nobody any more
     * @param unversioned what has no version
     * @param layout what they and the history's versions are ordered by
     */
    MigrationCatalog(
            List<Script> scripts,
            Unversioned.All unversioned,
            Layout layout,
            Beside beside,
            List<String> origins) {
        this.scripts = Collections.unmodifiableList(scripts);
        this.unversioned = unversioned;
        this.layout = layout;
        this.order = layout.order().orElse(null);
        if (order != ByNumber.ORDER) {
            scripts.forEach(each -> byNumber.put(each.version().number(), each));
        }
        this.beside = beside;
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
        return of(sources, classPath, Surroundings.none());
    }

    /**
     * The same for a database.
     *
     * @param around what layouts may ask for
     */
    public static MigrationCatalog of(
            List<MigrationSource> sources, List<Path> classPath, Surroundings around) {
        SourceFiles files = SourceFiles.quick();
        MigrationCatalog catalog = read(sources, new CatalogReader(classPath, files, around));
        // A folder that is named like a migration is rare: all is read again then.
        return files.foundFolder()
                ? read(sources, new CatalogReader(classPath, files.exactly(), around))
                : catalog;
    }

    private static MigrationCatalog read(List<MigrationSource> sources, CatalogReader reader) {
        for (MigrationSource source : sources) {
            reader.add(source);
        }
        return reader.finish();
    }

    /**
     * In which order versions stand; empty where that is the order of {@link #scripts} and says
     * nothing of any other.
     */
    public Optional<Comparator<MigrationVersion>> order() {
        return Optional.ofNullable(order);
    }

    /** The repeatable migrations, in the order in which they are applied. */
    public List<SqlScript> repeatables() {
        return unversioned.repeatables();
    }

    /**
     * How many of {@link #scripts} stand before a repeatable migration; empty where it stands
     * behind all of them.
     */
    public OptionalInt place(SqlScript repeatable) {
        Integer place = unversioned.places().get(repeatable.version());
        return place == null ? OptionalInt.empty() : OptionalInt.of(place);
    }

    /** The hooks, in the order of their sources. */
    public List<HookScript> hooks() {
        return unversioned.hooks();
    }

    /** The descriptions of those sources that have files. */
    public Set<String> sourcesOfFiles() {
        return unversioned.sources();
    }

    /** The migrations with a version, oldest first. */
    public Collection<Script> scripts() {
        return scripts;
    }

    /** The migration of a version, if there is one; any number may be asked for. */
    public Optional<Script> find(long version) {
        if (version < 0) {
            return repeatables().stream()
                    .<Script>map(each -> each)
                    .filter(each -> each.version().number() == version)
                    .findFirst();
        }
        if (order != ByNumber.ORDER) {
            return Optional.ofNullable(byNumber.get(version));
        }
        int at = indexOf(scripts, version);
        return at < 0 ? Optional.empty() : Optional.of(scripts.get(at));
    }

    /** Where a version is, or a negative number. */
    static int indexOf(List<Script> sorted, long version) {
        return Collections.binarySearch(
                sorted, null, (script, unused) -> Long.compare(script.version().number(), version));
    }

    /** What messages call a version, whether it has a file here or not. */
    public String called(long version) {
        return find(version)
                .map(script -> script.version().toString())
                .orElseGet(() -> MigrationVersion.digits(version));
    }

    /** The newest version, if there is any migration. */
    public Optional<MigrationVersion> newest() {
        return scripts.isEmpty() ? Optional.empty() : Optional.of(scripts.getLast().version());
    }

    /** Whether it is of this project's own layout, whose versions are dates and times. */
    public boolean isOwn() {
        return Layout.own().equals(layout);
    }

    /** How a down script is written that the history recorded. */
    public ScriptForm recordedForm() {
        return isOwn() ? ScriptForm.DOWN_ONLY : ScriptForm.of(ScriptForm.Part.DOWN, layout.marks());
    }

    /** The files that are no migrations although they should be: misnamed and duplicate ones. */
    public List<ErrorDetail> rejected() {
        return beside.rejected();
    }

    /** A sentence for each file of the layout's that does not run. */
    public List<String> leftOut() {
        return beside.leftOut();
    }

    /** The scripts that stand for all migrations up to their versions, in any order. */
    public List<SqlScript> baselines() {
        return beside.baselines();
    }

    /** The migrations of this project's own layout whose files a baseline replaced. */
    public Optional<Squashed> squashed() {
        return Optional.ofNullable(beside.squashed());
    }

    /** The migrations with a version, and the baselines of versions that have no other. */
    public List<Script> scriptsAndBaselines() {
        if (beside.baselines().isEmpty()) {
            return scripts;
        }
        List<Script> all = new ArrayList<>(scripts);
        beside.baselines().stream()
                .filter(each -> find(each.version().number()).isEmpty())
                .forEach(all::add);
        all.sort(Comparator.comparing(Script::version, layout.order().orElseThrow()));
        return all;
    }

    /** As a database has it that began with a baseline: that one, and what is newer. */
    public MigrationCatalog beginningWith(SqlScript baseline) {
        Comparator<MigrationVersion> versions = layout.order().orElseThrow();
        List<Script> begun = new ArrayList<>(List.of(baseline));
        scripts.stream()
                .filter(each -> versions.compare(each.version(), baseline.version()) > 0)
                .forEach(begun::add);
        return new MigrationCatalog(begun, unversioned, layout, beside, origins);
    }

    /** What migrations were called while their files were another tool's. */
    public FormerVersions former() {
        return beside.former();
    }

    /** Where the migrations come from, one description a source. */
    public List<String> origins() {
        return origins;
    }
}
