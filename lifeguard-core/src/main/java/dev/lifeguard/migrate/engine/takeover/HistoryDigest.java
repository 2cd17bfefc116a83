package dev.lifeguard.migrate.engine.takeover;

import dev.lifeguard.migrate.planning.HistoryRow;
import dev.lifeguard.migrate.planning.Planner.History;
import dev.lifeguard.migrate.source.catalog.Checksum;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a history looks like, in 64 characters: an import leaves it in its rows, so that it is known
 * later whether anything was applied, rolled back or repaired since.
 */
final class HistoryDigest {

    private HistoryDigest() {}

    /**
     * Of a history.
     *
     * @param taken the numbers of those that were taken over: one that was rolled back and applied
     *     anew is none of them any more
     */
    static String of(History history, Set<Long> taken) {
        StringBuilder text = new StringBuilder();
        Stream.concat(history.repeatables().stream(), history.records().stream())
                .forEach(row -> line(row, taken, text));
        try {
            byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
            return Checksum.of(new ByteArrayInputStream(bytes)).hex();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static void line(HistoryRow row, Set<Long> taken, StringBuilder text) {
        long version = row.version().number();
        text.append(version)
                .append('\t')
                .append(row.name())
                .append('\t')
                .append(row.checksum())
                .append('\t')
                .append(row.order())
                .append('\t')
                .append(row.success())
                .append('\t')
                .append(taken.contains(version))
                .append('\n');
    }
}
