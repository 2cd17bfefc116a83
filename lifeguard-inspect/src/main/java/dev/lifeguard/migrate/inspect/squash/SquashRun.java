package dev.lifeguard.migrate.inspect.squash;

import dev.lifeguard.migrate.inspect.squash.Squashing.Done;
import dev.lifeguard.migrate.source.MigrationVersion;
import dev.lifeguard.migrate.source.catalog.MigrationCatalog;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Puts a baseline in the place of the files that it stands for.
 *
 * <ol>
 *   <li>Where something is to be written, files that nothing could give back are refused first.
 *   <li>The baseline is made and proven.
 *   <li>The files are looked at once more, since that takes a while, and then it is written.
 * </ol>
 *
 * @param directories of the migrations
 * @param catalog reads what is in them now
 * @param moveTo where the files are moved to; empty where they are deleted
 * @param wanted whether anything is written
 */
public record SquashRun(
        List<Path> directories,
        Supplier<MigrationCatalog> catalog,
        Optional<Path> moveTo,
        Done wanted) {

    /**
     * Does so.
     *
     * @param baseline makes and proves it
     * @throws dev.lifeguard.migrate.error.LifeguardException when that cannot be done; nothing is
     *     changed then
     */
    public Squashing upTo(
            MigrationVersion version, Function<SquashRange, SquashedBaseline> baseline) {
        SquashRange range = SquashRange.upTo(version, catalog.get());
        SquashedDirectory directory = new SquashedDirectory(directories, range);
        requireKept(directory);
        SquashedBaseline made = baseline.apply(range);
        if (wanted == Done.WRITTEN) {
            range.requireUnchanged(SquashRange.upTo(range.last(), catalog.get()));
            requireKept(directory);
            directory.write(made, moveTo);
        }
        return new Squashing(
                made, directory.baseline(), directory.files(), directory.classes(), moveTo, wanted);
    }

    private void requireKept(SquashedDirectory directory) {
        if (wanted == Done.WRITTEN) {
            moveTo.ifPresentOrElse(directory::requireMovable, directory::requireCommitted);
        } else {
            moveTo.ifPresent(directory::requireMovable);
        }
    }
}
