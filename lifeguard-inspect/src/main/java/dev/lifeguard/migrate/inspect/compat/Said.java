package dev.lifeguard.migrate.inspect.compat;

import dev.lifeguard.migrate.inspect.compat.CompatFinding.Level;

/** What is said of a statement. */
record Said(Level level, String reason) {

    static Said breaks(String reason) {
        return new Said(Level.BREAK, reason);
    }

    static Said caution(String reason) {
        return new Said(Level.CAUTION, reason);
    }
}
