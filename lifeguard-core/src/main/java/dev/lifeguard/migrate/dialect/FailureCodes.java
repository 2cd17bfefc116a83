package dev.lifeguard.migrate.dialect;

import java.util.Optional;

/**
 * What a database's failures mean, by the codes that its driver gives with them and never by their
 * messages, which are translated.
 *
 * <p>A part of {@link Dialect}, which says where the rest is.
 */
interface FailureCodes {

    /**
     * What a failure means, by the codes that the driver gives with it.
     *
     * @param sqlState five characters, or empty
     * @param vendorCode the database's own number, or 0
     */
    Dialect.Condition condition(String sqlState, int vendorCode);

    /**
     * The setting that ends what fails with these codes when it takes too long; empty where that is
     * none, or nobody knows.
     */
    default Optional<String> limit(String sqlState, int vendorCode) {
        return Optional.empty();
    }

    /** What makes a database writable that takes no writes: a sentence without its end. */
    default String writable() {
        return "Connect to a database that takes writes";
    }

    /**
     * Whether a failure may say that something of that name is there already; never of a row.
     *
     * @param sqlState five characters, or empty
     * @param vendorCode the database's own number, or 0
     */
    default boolean maySayTaken(String sqlState, int vendorCode) {
        return false;
    }

    /** Whether a failure says that a row of that key is there already. */
    default boolean saysRowTaken(String sqlState, int vendorCode) {
        return false;
    }
}
