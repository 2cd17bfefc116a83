package dev.lifeguard.migrate.state;

import dev.lifeguard.migrate.source.MigrationVersion;
import java.util.Arrays;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What an import took over, in a row of its own that stays when {@code down} removes the rows of
 * those: the tool's table still has them, and a later import must not take them for applied.
 *
 * <p>Its number is one that every version of this library leaves out when it reads the history.
 *
 * @param number of its row
 * @param tool what the tool is called
 * @param versions the numbers of those that were taken over
 */
public record ImportReceipt(long number, String tool, Set<Long> versions) {

    /** Copies the set. */
    public ImportReceipt {
        versions = Set.copyOf(versions);
    }

    static boolean isOne(long number) {
        return number < MigrationVersion.LOCK && !MigrationVersion.isRepeatable(number);
    }

    /** Reads one; what is no number in it is left out. */
    static ImportReceipt read(long number, String tool, String text) {
        return new ImportReceipt(
                number,
                tool,
                Arrays.stream(text.split("\n", -1))
                        .filter(line -> line.matches("-?[0-9]{1,19}"))
                        .map(Long::valueOf)
                        .collect(Collectors.toSet()));
    }

    /** What is written of those that are taken over. */
    public static String text(Collection<Long> versions) {
        return versions.stream().map(String::valueOf).collect(Collectors.joining("\n"));
    }
}
