package dev.lifeguard.migrate.jdbc;

import org.jspecify.annotations.Nullable;

/** Hears which of several statements that were sent together the server has answered. */
@FunctionalInterface
public interface Answers {

    /**
     * A statement has run. It is called in the middle of reading the answers, so it must not throw
     * or use the session.
     *
     * @param index of the statement, from 0
     * @param value the last column of its first row, or null when it has none or it is long
     */
    void answered(int index, @Nullable String value);
}
