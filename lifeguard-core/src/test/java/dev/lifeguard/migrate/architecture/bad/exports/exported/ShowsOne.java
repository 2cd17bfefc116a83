package dev.lifeguard.migrate.architecture.bad.exports.exported;

import dev.lifeguard.migrate.architecture.bad.exports.inside.Inner;
import java.util.List;

/** A method returns a list of what is not exported. */
public final class ShowsOne {

    private ShowsOne() {}

    /** The list. */
    public static List<Inner> all() {
        return List.of();
    }
}
