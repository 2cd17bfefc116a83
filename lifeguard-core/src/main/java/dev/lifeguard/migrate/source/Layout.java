package dev.lifeguard.migrate.source;

import dev.lifeguard.migrate.layout.Marks;
import dev.lifeguard.migrate.source.MigrationSource.MigrationFile;
import dev.lifeguard.migrate.source.catalog.ByNumber;
import dev.lifeguard.migrate.source.catalog.OwnLayout;
import java.io.IOException;
import java.time.LocalDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How the files of a source are named, what is in them, and in which order they are applied; an
 * extension point, for the directories of other tools.
 *
 * <p>It is immutable, and used by several threads at once. Its answers depend on the names and the
 * content of the files alone, and where it asks for them on the {@link Surroundings}: a version has
 * the same number whichever files are beside it. What a tool's own placeholder puts into a text, as
 * Flyway's {@code flyway:timestamp}, may depend on the process; such a text is another one at each
 * run.
 */
public interface Layout {

    /** Whether a file is one of the layout's, by its path, with {@code /} between folders. */
    boolean concerns(String path);

    /**
     * What the files hold. A file may hold several migrations, each a {@link MigrationFile#part
     * part} of it; two halves of one are two, with one version and one name.
     *
     * <p>Each of the files is told of, unless another one is about it, as its settings: one that
     * cannot be used is {@link Found.Refused}.
     *
     * @param files those that concern it, by their paths in the order of their characters
     * @return where {@link #order} is empty, in the order in which they are applied, repeatable
     *     ones too
     * @throws IOException when a file cannot be read
     */
    List<Found> read(List<MigrationFile> files) throws IOException;

    /**
     * The same of a layout in which the database or placeholders decide what a file holds; no other
     * has to know of them.
     *
     * @throws IOException when a file cannot be read
     */
    default List<Found> read(List<MigrationFile> files, Surroundings around) throws IOException {
        return read(files);
    }

    /**
     * What comments say in a down script that the history recorded and that has no file any more;
     * nothing where nothing else is said.
     */
    default Marks marks() {
        return Marks.none();
    }

    /**
     * In which order versions stand, also those of which the history alone knows; by their numbers
     * where nothing else is said. Empty where the order is that of the files, and a version alone
     * does not tell: then one without a file stands behind what was applied before it.
     */
    default Optional<Comparator<MigrationVersion>> order() {
        return Optional.of(ByNumber.ORDER);
    }

    /**
     * In which order repeatable migrations are applied, by their names; by their characters where
     * nothing else is said. It counts where {@link #order} is not empty.
     */
    default Comparator<String> orderOfRepeatables() {
        return Comparator.naturalOrder();
    }

    /**
     * What a new migration is written into.
     *
     * @param name of letters, digits and {@code _}
     * @param utc the time that it is made
     * @param newest the newest version that is there, or null
     * @return the text of each file by its path
     */
    Map<String, String> newFiles(String name, LocalDateTime utc, @Nullable MigrationVersion newest);

    /** This project's own. */
    static Layout own() {
        return OwnLayout.LAYOUT;
    }
}
