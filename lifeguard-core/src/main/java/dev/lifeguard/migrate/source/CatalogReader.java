package dev.lifeguard.migrate.source;

import dev.lifeguard.migrate.error.InvalidScriptException;
import dev.lifeguard.migrate.schema.Migration;
import dev.lifeguard.migrate.script.ScriptContent;
import dev.lifeguard.migrate.script.ScriptOutline.Layout;
import dev.lifeguard.migrate.source.DirectorySource.Listing;
import dev.lifeguard.migrate.source.MigrationSource.MigrationFile;
import dev.lifeguard.migrate.source.RejectedFiles.Origin;
import dev.lifeguard.migrate.source.Script.JavaMigration;
import dev.lifeguard.migrate.source.Script.SqlScript;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Collects files into a catalog, and what cannot be a migration beside it. */
final class CatalogReader {

    private final SortedScripts scripts = new SortedScripts();
    private final Map<MigrationVersion, Down> downs = new TreeMap<>(ByNumber.ORDER);
    private final RejectedFiles rejected = new RejectedFiles();
    private final List<Added> sources = new ArrayList<>();
    private final Checksum.Reading hashing = new Checksum.Reading();
    private final KeptFiles kept = new KeptFiles();

    private record DownContent(MigrationFile file) implements ScriptContent {

        @Override
        public String fileName() {
            return file.name();
        }

        @Override
        public InputStream open() throws IOException {
            return file.open();
        }
    }

    private final JavaSources javaSources;
    private final Listing listing;
    private boolean foundFolder;

    /**
     * Reads into a new catalog.
     *
     * @param classPath what Java files are compiled with besides what this library was loaded with
     */
    CatalogReader(List<Path> classPath, Listing listing) {
        this.javaSources = new JavaSources(classPath);
        this.listing = listing;
    }

    /** Whether the catalog lacks the files of a folder that is named like a migration. */
    boolean foundFolder() {
        return foundFolder;
    }

    /** A source, and what it holds. */
    private record Added(String origin, List<MigrationFile> files, List<Migration> migrations) {

        boolean holds(Script script) {
            return files.stream().anyMatch(file -> file.name().equals(script.fileName()))
                    || migrations.stream()
                            .anyMatch(it -> it.getClass().getName().equals(script.fileName()));
        }
    }

    private record Down(String name, MigrationFile file, String origin) {}

    void add(MigrationSource source) {
        Added added = ask(source);
        String origin = added.origin();
        List<MigrationFile> files = added.files();
        List<Migration> migrations = added.migrations();
        sources.add(added);
        files.sort((left, right) -> left.name().compareTo(right.name()));
        int behind = files.size();
        for (MigrationFile file : files) {
            kept.next(--behind);
            add(file, origin);
        }
        for (Migration migration : migrations) {
            addObject(migration, origin);
        }
    }

    /** A source of an application's may fail in any way. */
    private Added ask(MigrationSource source) {
        try {
            return new Added(
                    SourceFailure.given(source.description(), source, "its description"),
                    files(source),
                    migrations(source));
        } catch (RuntimeException thrown) {
            throw SourceFailure.of(source, thrown);
        }
    }

    private List<MigrationFile> files(MigrationSource source) {
        if (source instanceof DirectorySource directory) {
            return new ArrayList<>(directory.files(listing));
        }
        List<MigrationFile> files = new ArrayList<>();
        for (MigrationFile file : SourceFailure.given(source.files(), source, "its files")) {
            MigrationFile given = GivenFile.of(file, source);
            if (MigrationFileName.concerns(given.name())) {
                files.add(given);
            }
        }
        return files;
    }

    private static List<Migration> migrations(MigrationSource source) {
        List<Migration> migrations =
                SourceFailure.given(source.migrations(), source, "its migrations");
        migrations.forEach(each -> SourceFailure.given(each, source, "a migration"));
        return List.copyOf(migrations);
    }

    private void add(MigrationFile file, String origin) {
        String path = file.name();
        String simpleName = path.substring(path.lastIndexOf('/') + 1);
        MigrationFileName name = MigrationFileName.parse(simpleName);
        // In a JVM that starts, the first switch over patterns costs more than a hundred files.
        if (name instanceof MigrationFileName.Sql sql) {
            addSql(sql, file, origin);
        } else if (name instanceof MigrationFileName.Java java) {
            addJava(java, file, origin);
        } else if (name instanceof MigrationFileName.Invalid invalid && !skipsFolder(file)) {
            rejected.addMisnamed(file.name(), null, invalid.reason());
        }
    }

    private boolean skipsFolder(MigrationFile file) {
        boolean folder = DirectorySource.isFolder(file);
        foundFolder |= folder;
        return folder;
    }

    private void addSql(MigrationFileName.Sql name, MigrationFile file, String origin) {
        if (name.part() == MigrationFileName.Part.DOWN) {
            if (skipsFolder(file)) {
                return;
            }
            Down earlier = downs.putIfAbsent(name.version(), new Down(name.name(), file, origin));
            if (earlier != null) {
                rejected.addDuplicate(
                        name.version(),
                        new Origin(earlier.file.name(), earlier.origin),
                        new Origin(file.name(), origin));
            }
            return;
        }
        Checksum checksum = hash(file);
        if (checksum != null) {
            put(script(name, file, checksum), file, origin);
        }
    }

    private void addJava(MigrationFileName.Java name, MigrationFile file, String origin) {
        Checksum checksum = hash(file);
        if (checksum == null) {
            return;
        }
        JavaMigration.Identity identity =
                new JavaMigration.Identity(name.version(), name.name(), file.name(), checksum);
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
        rejected.addDuplicate(
                script.version(),
                first.equals(second) ? placed(first, fileOf(earlier)) : first,
                first.equals(second) ? placed(second, file) : second);
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
        return script instanceof SqlScript sql && sql.content() instanceof VerifiedContent content
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

    private SqlScript script(MigrationFileName.Sql name, MigrationFile file, Checksum checksum) {
        return new SqlScript(
                name.version(),
                name.name(),
                checksum,
                name.part() == MigrationFileName.Part.UP ? Layout.UP_ONLY : Layout.SECTIONS,
                content(file, checksum),
                null);
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
            if (skipsFolder(file)) {
                return null;
            }
            throw SqlScript.unreadable(file.name(), unreadable);
        }
    }

    MigrationCatalog finish() {
        if (!downs.isEmpty()) {
            downs.forEach(this::pair);
        }
        WayBackName.in(scripts.all()).forEach(this::refusesWayBack);
        return new MigrationCatalog(
                scripts.all(), rejected.all(), sources.stream().map(Added::origin).toList());
    }

    private void pair(MigrationVersion version, Down down) {
        Script up = scripts.find(version.number());
        String upName = down.file.name().replaceFirst("\\.down\\.sql$", ".up.sql");
        if (!(up instanceof SqlScript sql) || !sql.name().equals(down.name)) {
            rejected.addMisnamed(
                    down.file.name(),
                    version,
                    "has no up file beside it. Add \"%s\", or remove this one.".formatted(upName));
        } else if (sql.layout() != Layout.UP_ONLY) {
            rejected.addMisnamed(
                    down.file.name(),
                    version,
                    "stands beside \"%s\", which holds the whole migration. Name that one \"%s\"."
                            .formatted(
                                    sql.fileName(),
                                    sql.fileName().replaceFirst("\\.sql$", ".up.sql")));
        } else {
            scripts.replace(withDown(sql, down.file));
        }
    }

    /** A down file may be changed at any time, so nothing is compared. */
    private static SqlScript withDown(SqlScript up, MigrationFile down) {
        return new SqlScript(
                up.version(),
                up.name(),
                up.checksum(),
                up.layout(),
                up.content(),
                new DownContent(down));
    }
}
