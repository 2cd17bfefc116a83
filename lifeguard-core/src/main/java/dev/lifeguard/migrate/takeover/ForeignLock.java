package dev.lifeguard.migrate.takeover;

import java.sql.SQLException;
import java.util.Optional;

/** What came of taking another tool's lock. */
public interface ForeignLock {

    /**
     * Why it was not got, in whole sentences: who has it, since when where that is known, and how
     * to end it when nobody is at work any more. Empty where it was got.
     */
    default Optional<String> held() {
        return Optional.empty();
    }

    /** Gives it back, after the transaction; nothing where it ended with that. */
    default void release() throws SQLException {}

    /** One that is got, and that ends with the transaction. */
    static ForeignLock taken() {
        return new ForeignLock() {};
    }

    /**
     * One that another has.
     *
     * @param why as {@link #held} gives it
     */
    static ForeignLock heldByAnother(String why) {
        return new ForeignLock() {
            @Override
            public Optional<String> held() {
                return Optional.of(why);
            }
        };
    }
}
