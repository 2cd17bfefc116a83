package dev.lifeguard.migrate.source.catalog;

import dev.lifeguard.migrate.error.InvalidScriptException;
import dev.lifeguard.migrate.layout.ScriptForm.Part;
import dev.lifeguard.migrate.schema.Migration;
import dev.lifeguard.migrate.source.Found;
import dev.lifeguard.migrate.source.Layout;
import dev.lifeguard.migrate.source.MigrationSource;
import dev.lifeguard.migrate.source.MigrationSource.MigrationFile;
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
    private final List<Added> sources = new ArrayList<>();
    private final Checksum.Reading hashing = new Checksum.Reading();
    private final KeptFiles kept = new KeptFiles();

    private final JavaSources javaSources;
    private final SourceFiles sourceFiles;

    /** Both are the first source's, and its own layout's before there is any. */
    private Layout layout = Layout.own();

    private ScriptSet scripts = new SortedScripts();

    /**
     * Reads into a new catalog.
     *
     * @param classPath what Java files are compiled with besides what this library was loaded with
     */
    CatalogReader(List<Path> classPath, SourceFiles sourceFiles) {
        this.javaSources = new JavaSources(classPath);
        this.sourceFiles = sourceFiles;
    }

    /** A source, and what it holds. */
    private record Added(
            String origin, Layout layout, List<Found> found, List<Migration> migrations) {

        boolean holds(Script script) {
            return found.stream().anyMatch(each -> each.file().name().equals(script.fileName()))
                    || migrations.stream()
                            .anyMatch(it -> it.getClass().getName().equals(script.fileName()));
        }
    }

    void add(MigrationSource source) {
        Added added = ask(source);
        String origin = added.origin();
        begin(added);
        sources.add(added);
        int behind = added.found().size();
        for (Found found : added.found()) {
            kept.next(--behind);
            add(found, origin);
        }
        for (Migration migration : added.migrations()) {
            addObject(migration, origin);
        }
    }

    /** Versions of layouts that order them differently have no order. */
    private void begin(Added added) {
        if (sources.isEmpty()) {
            layout = added.layout();
            scripts = ScriptSet.of(layout);
        } else if (!layout.equals(added.layout())
                && (layout.order().isEmpty() || !layout.order().equals(added.layout().order()))) {
            throw SourceFailure.differentOrders(sources.getFirst().origin(), added.origin());
        }
    }

    /** A source of an application's may fail in any way. */
    private Added ask(MigrationSource source) {
        try {
            Layout of = SourceFailure.given(source.layout(), source, "its layout");
            return new Added(
                    SourceFailure.given(source.description(), source, "its description"),
                    of,
                    found(source, of),
                    migrations(source));
        } catch (RuntimeException thrown) {
            throw SourceFailure.of(source, thrown);
        }
    }

    private List<Found> found(MigrationSource source, Layout of) {
        try {
            List<MigrationFile> files = sourceFiles.of(source, of);
            return SourceFailure.given(of.read(files), source, "what is in its files");
        } catch (IOException unreadable) {
            throw SqlScript.unreadable(source.description(), unreadable);
        }
    }

    private static List<Migration> migrations(MigrationSource source) {
        List<Migration> migrations =
                SourceFailure.given(source.migrations(), source, "its migrations");
        migrations.forEach(each -> SourceFailure.given(each, source, "a migration"));
        return List.copyOf(migrations);
    }

    // In a JVM that starts, the first switch over patterns costs more than a hundred files.
    @SuppressWarnings("IfChainToSwitch")
    private void add(Found found, String origin) {
        if (found instanceof Found.Versioned versioned) {
            add(versioned, origin);
        } else if (!sourceFiles.isFolder(found.file())) {
            rejected.addMisnamed(found.file().name(), null, refusal(found));
        }
    }

    private static String refusal(Found found) {
        return switch (found) {
            case Found.Refused refused -> refused.reason();
            case Found.Repeatable repeatable ->
                    "is a repeatable migration, which this version does not run. Take it out.";
            case Found.Hook hook ->
                    "is run by other events, which this version does not do. Take it out.";
            case Found.Versioned versioned -> "";
        };
    }

    private void add(Found.Versioned found, String origin) {
        Optional<String> tooLong = WrittenName.refusal(found);
        if (tooLong.isPresent()) {
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
        MigrationFile file = found.file();
        Checksum checksum = hash(file);
        if (checksum != null) {
            SqlScript.Text text = new SqlScript.Text(content(file, checksum), found.form());
            put(new SqlScript(found.version(), found.name(), checksum, text, null), file, origin);
        }
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
            first = placed(first, fileOf(earlier));
            second = placed(second, file);
        }
        if (isCopy(earlier, script)) {
            rejected.addCopy(script.version(), first, second);
        } else {
            rejected.addDuplicate(script.version(), first, second);
        }
    }

    /** As a file is of itself where its directory is read twice. */
    private static boolean isCopy(Script one, Script other) {
        return one.checksum().equals(other.checksum())
                && lastName(one.fileName()).equals(lastName(other.fileName()));
    }

    private static String lastName(String fileName) {
        return fileName.substring(fileName.lastIndexOf('/') + 1);
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

    private static @Nullable MigrationFile fileOf(Script script) {
        return script instanceof SqlScript sql
                        && sql.text().content() instanceof VerifiedContent content
                ? content.file()
                : null;
    }

    /** The first source that holds it; asked for duplicates only. */
    private String originOf(Script script, String otherwise) {
        return sources.stream()
                .filter(source -> source.holds(script))
                .map(Added::origin)
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
        downs.pairWith(scripts, rejected);
        WayBackName.in(scripts.all()).forEach(this::refusesWayBack);
        return new MigrationCatalog(
                scripts.all(),
                layout,
                rejected.all(),
                sources.stream().map(Added::origin).toList());
    }
}
