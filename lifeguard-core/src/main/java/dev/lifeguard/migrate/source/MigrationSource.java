package dev.lifeguard.migrate.source;

import static dev.lifeguard.migrate.error.ConfigurationException.requireGiven;

import dev.lifeguard.migrate.schema.Migration;
import dev.lifeguard.migrate.source.catalog.ClasspathSource;
import dev.lifeguard.migrate.source.catalog.DirectorySource;
import dev.lifeguard.migrate.source.catalog.IndexedSource;
import dev.lifeguard.migrate.source.catalog.NamedLocation;
import dev.lifeguard.migrate.source.catalog.ObjectSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;

/**
 * A place that migrations come from; an extension point. What its files are named like, and what is
 * in them, is its {@link Layout}.
 *
 * <p>A run reads it on a thread of its own, which has the context class loader of the caller's.
 */
public interface MigrationSource {

    /** What messages call it, for example {@code directory ./migrations}. */
    String description();

    /**
     * Lists the files, in any order; those that do not {@link Layout#concerns concern} its layout
     * are left out.
     *
     * @throws dev.lifeguard.migrate.error.ConfigurationException when the place does not exist or
     *     cannot be read
     */
    List<MigrationFile> files();

    /** How its files are named, laid out and ordered; this project's own way in most places. */
    default Layout layout() {
        return Layout.own();
    }

    /** The migrations that are objects; none in most places. */
    default List<Migration> migrations() {
        return List.of();
    }

    /**
     * Migrations that are objects of the application.
     *
     * <p>Each has the checksum that it says itself, or else that of its source, where the build
     * listed it in its index; where neither is known an edit of its code is not noticed.
     */
    static MigrationSource of(Migration... migrations) {
        requireGiven("array of migrations", migrations);
        for (Migration migration : migrations) {
            requireGiven("migration", migration);
        }
        return new ObjectSource(List.of(migrations));
    }

    /**
     * The migrations that the build listed in the application's jars: classes and files of SQL.
     *
     * <p>No class path is searched, so it works the same in nested jars and in native images. The
     * list is made by the annotation processor that is in this library. Files that came into its
     * folder since, by a build that did not run the compiler, are found where the folder of a jar
     * or directory can be listed.
     *
     * @param loader finds the list and what is on it, for example that of the application's class
     */
    static MigrationSource indexed(ClassLoader loader) {
        return new IndexedSource(requireGiven("class loader", loader));
    }

    /** A directory and its sub-folders; what is hidden (a leading dot) is left out. */
    static MigrationSource directory(Path directory) {
        return directory(directory, Layout.own());
    }

    /** The same of another layout. */
    static MigrationSource directory(Path directory, Layout layout) {
        return new DirectorySource(
                requireGiven("migrations directory", directory), requireGiven("layout", layout));
    }

    /**
     * A folder of the class path, in directories and jars, with its sub-folders.
     *
     * <p>A jar without entries for its folders must have a manifest.
     *
     * @param location for example {@code db/migration}; the current thread's context class loader
     *     and this library's own find it
     */
    static MigrationSource classpath(String location) {
        return classpath(location, Layout.own());
    }

    /** The same of another layout. */
    static MigrationSource classpath(String location, Layout layout) {
        return new ClasspathSource(
                requireGiven("class path location", location), requireGiven("layout", layout));
    }

    /**
     * The place that one text names, as configuration has it.
     *
     * @param location {@code classpath:db/migration}, or {@code filesystem:migrations}, which is
     *     from the working directory where it is relative; without a prefix it is on the class path
     */
    static MigrationSource at(String location) {
        return at(location, Layout.own());
    }

    /** The same of another layout. */
    static MigrationSource at(String location, Layout layout) {
        return NamedLocation.source(requireGiven("location", location), layout);
    }

    /** A file of a {@link MigrationSource}, which can be read again and again. */
    interface MigrationFile {

        /**
         * Its path in the source, with {@code /} between folders; its last part says what it is.
         */
        String name();

        /**
         * Opens it at its first byte; the caller closes it.
         *
         * @throws IOException when it cannot be read
         */
        InputStream open() throws IOException;

        /** The line of the file in which it begins: more than 1 where it is a part of the file. */
        default int firstLine() {
            return 1;
        }

        /**
         * A part of a file, for a layout whose files hold several migrations.
         *
         * @param text of whole lines, which are in the file at the same columns, so that messages
         *     name the right place; what is not to be read may be replaced by blanks
         * @param firstLine the line of the file in which it begins, from 1
         */
        static MigrationFile part(MigrationFile file, String text, int firstLine) {
            return new FilePart(file, text, firstLine);
        }
    }
}
