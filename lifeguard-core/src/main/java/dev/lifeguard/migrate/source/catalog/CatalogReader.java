package dev.lifeguard.migrate.source.catalog;

import dev.lifeguard.migrate.error.InvalidScriptException;
import dev.lifeguard.migrate.layout.ScriptForm;
import dev.lifeguard.migrate.layout.ScriptForm.Part;
import dev.lifeguard.migrate.schema.Migration;
import dev.lifeguard.migrate.source.Found;
import dev.lifeguard.migrate.source.Layout;
import dev.lifeguard.migrate.source.MigrationSource;
import dev.lifeguard.migrate.source.MigrationSource.MigrationFile;
import dev.lifeguard.migrate.source.MigrationVersion;
import dev.lifeguard.migrate.source.Surroundings;
import dev.lifeguard.migrate.source.catalog.RejectedFiles.Origin;
import dev.lifeguard.migrate.source.catalog.Script.JavaMigration;
import dev.lifeguard.migrate.source.catalog.Script.SqlScript;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Collects files into a catalog, and what cannot be a migration beside it. */
final class CatalogReader {

    private final DownFiles downs = new DownFiles();
    private final RejectedFiles rejected = new RejectedFiles();
    private final List<AskedSource> sources = new ArrayList<>();
    private final Checksum.Reading hashing = new Checksum.Reading();
    private final KeptFiles kept = new KeptFiles();

    private final List<String> leftOut = new ArrayList<>();
    private final List<SqlScript> baselines = new ArrayList<>();
    private final Unversioned unversioned = new Unversioned(rejected);
    private final FormerVersions former = new FormerVersions();
    private final JavaSources javaSources;
    private final SourceFiles sourceFiles;
    private final Surroundings around;

    /** Both are the first source's, and its own layout's before there is any. */
    private Layout layout = Layout.own();

    private ScriptSet scripts = new SortedScripts();

    /**
     * Reads into a new catalog.
     *
     * @param classPath what Java files are compiled with besides what this library was loaded with
     */
    CatalogReader(List<Path> classPath, SourceFiles sourceFiles, Surroundings around) {
        this.javaSources = new JavaSources(classPath);
        this.sourceFiles = sourceFiles;
        this.around = around;
    }

    void add(MigrationSource source) {
        AskedSource added = AskedSource.ask(source, sourceFiles, around);
        String origin = added.origin();
        begin(added);
        sources.add(added);
        int behind = added.found().size();
        if (behind > 0) {
            unversioned.reads(origin);
        }
        for (Found found : added.found()) {
            kept.next(--behind);
            add(found, added);
        }
        for (Migration migration : added.migrations()) {
            addObject(migration, origin);
        }
    }

    /** Versions of layouts that order them differently have no order. */
    private void begin(AskedSource added) {
        if (sources.isEmpty()) {
            layout = added.layout();
            scripts = ScriptSet.of(layout);
        } else if (!layout.equals(added.layout())
                && (layout.order().isEmpty() || !layout.order().equals(added.layout().order()))) {
            throw SourceFailure.differentOrders(sources.getFirst().origin(), added.origin());
        }
    }

    // In a JVM that starts, the first switch over patterns costs more than a hundred files.
    @SuppressWarnings("IfChainToSwitch")
    private void add(Found found, AskedSource added) {
        if (found instanceof Found.Versioned versioned) {
            add(versioned, added.origin());
        } else if (found instanceof Found.Repeatable repeatable) {
            add(repeatable, added.origin());
        } else if (found instanceof Found.Hook hook) {
            add(hook, added);
        } else if (sourceFiles.isFolder(found.file())) {
            return;
        } else if (found instanceof Found.Baseline baseline) {
            add(baseline);
        } else if (isOfConversion(found, added)) {
            readFormer(found.file(), added);
        } else if (found instanceof Found.LeftOut left) {
            leftOut.add("The file \"%s\" %s".formatted(left.file().name(), left.reason()));
        } else {
            rejected.addMisnamed(found.file().name(), null, ((Found.Refused) found).reason());
        }
    }

    private static boolean isOfConversion(Found found, AskedSource added) {
        return added.layout().equals(Layout.own()) && OwnLayout.isOfConversion(found.file().name());
    }

    private void readFormer(MigrationFile file, AskedSource added) {
        if (added.hasAtRoot(file)) {
            former.read(file, rejected);
        } else {
            rejected.addMisnamed(
                    file.name(),
                    null,
                    "is in a sub-folder, where it is not looked for. Name that folder as the"
                            + " directory of the migrations, or move all of it to the root.");
        }
    }

    private void add(Found.Versioned found, String origin) {
        Optional<String> tooLong = WrittenName.refusal(found.name(), found.version());
        if (found.version().isRepeatable()) {
            rejected.addMisnamed(
                    found.file().name(), null, "has a version that is a repeatable migration's.");
        } else if (tooLong.isPresent()) {
            rejected.addMisnamed(found.file().name(), found.version(), tooLong.get());
        } else if (found.form().part() == Part.DOWN) {
            if (!sourceFiles.isFolder(found.file())) {
                downs.add(found, origin, rejected);
            }
        } else if (found.file().name().endsWith(MigrationFileName.JAVA_ENDING)) {
            addJava(found, origin);
        } else {
            addSql(found, origin);
        }
    }

    private void addSql(Found.Versioned found, String origin) {
        SqlScript script = script(found.version(), found.name(), found.file(), found.form());
        if (script != null) {
            put(script, found.file(), origin);
        }
    }

    private void add(Found.Repeatable found, String origin) {
        if (unversioned.refuses(found)) {
            return;
        }
        SqlScript script = script(found.version(), found.name(), found.file(), found.form());
        if (script != null) {
            unversioned.add(script, new Origin(script.fileName(), origin), scripts.size());
        } else {
            sourceFiles.misleads(found.file());
        }
    }

    private void add(Found.Hook found, AskedSource added) {
        String file = found.file().name();
        if (added.layout().equals(Layout.own()) && !added.hasAtRoot(found.file())) {
            rejected.addMisnamed(
                    file,
                    null,
                    "is a hook in a sub-folder, where it is not looked for. Move it to the root of"
                            + " the directory.");
            return;
        }
        SqlScript script =
                script(MigrationVersion.ofRepeatable(file), file, found.file(), found.form());
        if (script != null) {
            unversioned.add(new HookScript(found.moment(), script, place(found.file(), added)));
        } else {
            sourceFiles.misleads(found.file());
        }
    }

    private static String place(MigrationFile file, AskedSource added) {
        return file instanceof PlacedFile placed && !(added.source() instanceof DirectorySource)
                ? placed.place()
                : added.origin();
    }

    private void add(Found.Baseline found) {
        SqlScript script = script(found.version(), "", found.file(), found.form());
        if (script != null) {
            baselines.add(SqlScript.baseline(found.version(), script.text()));
        }
    }

    /** Null for a folder. */
    private @Nullable SqlScript script(
            MigrationVersion version, String name, MigrationFile file, ScriptForm form) {
        Checksum checksum = hash(file);
        return checksum == null
                ? null
                : new SqlScript(
                        version,
                        name,
                        checksum,
                        new SqlScript.Text(content(file, checksum), form),
                        null);
    }

    private void addJava(Found.Versioned found, String origin) {
        MigrationFile file = found.file();
        Checksum checksum = hash(file);
        if (checksum == null) {
            return;
        }
        JavaMigration.Identity identity =
                new JavaMigration.Identity(found.version(), found.name(), file.name(), checksum);
        JavaCode code = javaSources.add(content(file, checksum));
        put(new JavaMigration(identity, code), file, origin);
    }

    private void addObject(Migration migration, String origin) {
        try {
            put(ObjectSource.script(migration), null, origin);
        } catch (InvalidScriptException unusable) {
            rejected.add(unusable.detail());
        }
    }

    private void put(Script script, @Nullable MigrationFile file, String origin) {
        Script earlier = scripts.add(script);
        if (earlier == null || refusesWayBack(script, earlier) || refusesWayBack(earlier, script)) {
            return;
        }
        Origin first = new Origin(earlier.fileName(), originOf(earlier, origin));
        Origin second = new Origin(script.fileName(), origin);
        if (first.equals(second)) {
            MigrationFile other = earlier instanceof SqlScript sql ? sql.file().orElse(null) : null;
            first = placed(first, other);
            second = placed(second, file);
        }
        rejected.addTwice(earlier, first, script, second);
    }

    private boolean refusesWayBack(Script down, Script up) {
        if (!WayBackName.isOf(down, up)) {
            return false;
        }
        rejected.addMisnamed(down.fileName(), down.version(), WayBackName.reason(down, up));
        return true;
    }

    /** One source may have several folders and jars with a file of one name. */
    private static Origin placed(Origin origin, @Nullable MigrationFile file) {
        return file instanceof PlacedFile placed
                ? new Origin(origin.name(), placed.place())
                : origin;
    }

    /** The first source that holds it; asked for duplicates only. */
    private String originOf(Script script, String otherwise) {
        return sources.stream()
                .filter(source -> source.holds(script))
                .map(AskedSource::origin)
                .findFirst()
                .orElse(otherwise);
    }

    private VerifiedContent content(MigrationFile file, Checksum checksum) {
        VerifiedContent content = new VerifiedContent(file, checksum, hashing);
        kept.add(content, hashing);
        return content;
    }

    /** Null for a folder. */
    private @Nullable Checksum hash(MigrationFile file) {
        try (InputStream bytes = file.open()) {
            return hashing.of(bytes);
        } catch (IOException unreadable) {
            if (sourceFiles.isFolder(file)) {
                return null;
            }
            throw SqlScript.unreadable(file.name(), unreadable);
        }
    }

    MigrationCatalog finish() {
        sourceFiles.misleading().forEach(rejected::addFolder);
        downs.pairWith(scripts, rejected);
        WayBackName.in(scripts.all()).forEach(this::refusesWayBack);
        SquashedFiles squashed =
                layout.equals(Layout.own())
                        ? SquashedFiles.among(baselines, scripts.all(), rejected, leftOut)
                        : SquashedFiles.none(baselines, scripts.all());
        return new MigrationCatalog(
                squashed.scripts(),
                unversioned.found(layout),
                layout,
                new MigrationCatalog.Beside(
                        squashed.baselines(), squashed.newest(), former, leftOut, rejected.all()),
                sources.stream().map(AskedSource::origin).toList());
    }
}
