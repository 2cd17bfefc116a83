package dev.lifeguard.migrate.architecture.bad.exports.exported;

import dev.lifeguard.migrate.architecture.bad.exports.inside.Inner;

/** Nobody outside sees what it keeps. */
public final class KeepsOne {

    private final Inner inner = new Inner();

    Inner inner() {
        return inner;
    }
}
