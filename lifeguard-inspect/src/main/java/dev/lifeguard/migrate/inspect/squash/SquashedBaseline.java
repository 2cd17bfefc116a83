package dev.lifeguard.migrate.inspect.squash;

import java.time.Duration;
import java.util.List;

/**
 * A baseline that makes what the migrations make.
 *
 * @param text the file
 * @param kept the tables whose rows are in it
 * @param leftOut those whose rows are not
 * @param varying what of the first ones is not the same each time
 * @param all what the migrations took on an empty database
 * @param alone what it took there
 */
public record SquashedBaseline(
        SquashRange range,
        String text,
        List<TableRows> kept,
        List<TableRows> leftOut,
        List<VaryingRows> varying,
        Duration all,
        Duration alone) {

    /** Copies the lists. */
    public SquashedBaseline {
        kept = List.copyOf(kept);
        leftOut = List.copyOf(leftOut);
        varying = List.copyOf(varying);
    }
}
