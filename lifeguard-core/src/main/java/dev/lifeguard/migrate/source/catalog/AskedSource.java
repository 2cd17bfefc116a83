package dev.lifeguard.migrate.source.catalog;

import dev.lifeguard.migrate.schema.Migration;
import dev.lifeguard.migrate.source.Found;
import dev.lifeguard.migrate.source.Layout;
import dev.lifeguard.migrate.source.MigrationSource;
import dev.lifeguard.migrate.source.MigrationSource.MigrationFile;
import dev.lifeguard.migrate.source.Surroundings;
import dev.lifeguard.migrate.source.catalog.Script.SqlScript;
import java.io.IOException;
import java.util.List;

/**
 * A source, and what it holds.
 *
 * @param origin what messages call it
 * @param found what its layout found in its files
 * @param migrations those that are objects
 */
record AskedSource(
        MigrationSource source,
        String origin,
        Layout layout,
        List<Found> found,
        List<Migration> migrations) {

    /** Asks one; a source of an application's may fail in any way. */
    static AskedSource ask(MigrationSource source, SourceFiles sourceFiles, Surroundings around) {
        try {
            Layout of = SourceFailure.given(source.layout(), source, "its layout");
            return new AskedSource(
                    source,
                    SourceFailure.given(source.description(), source, "its description"),
                    of,
                    found(source, of, sourceFiles, around),
                    migrations(source));
        } catch (RuntimeException thrown) {
            throw SourceFailure.of(source, thrown);
        }
    }

    private static List<Found> found(
            MigrationSource source, Layout of, SourceFiles sourceFiles, Surroundings around) {
        try {
            List<MigrationFile> files = sourceFiles.of(source, of);
            return SourceFailure.given(of.read(files, around), source, "what is in its files");
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

    /** Whether a migration is one of it. */
    boolean holds(Script script) {
        return found.stream().anyMatch(each -> each.file().name().equals(script.fileName()))
                || migrations.stream()
                        .anyMatch(it -> it.getClass().getName().equals(script.fileName()));
    }

    /** Whether a file of it stands in no sub-folder. */
    boolean hasAtRoot(MigrationFile file) {
        return source instanceof IndexedSource indexed
                ? indexed.isAtRoot(file)
                : file.name().indexOf('/') < 0;
    }
}
