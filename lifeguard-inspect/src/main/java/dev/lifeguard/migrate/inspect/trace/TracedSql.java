package dev.lifeguard.migrate.inspect.trace;

/**
 * A statement that is to be traced.
 *
 * @param text without its closing semicolon
 * @param kind what it is, short and in upper case, such as {@code CREATE INDEX CONCURRENTLY}
 * @param place whether it runs in the transaction that is open
 */
public record TracedSql(String text, String kind, Place place) {

    /** Where a statement runs. */
    public enum Place {
        /** In the transaction that is open. */
        IN_TRANSACTION,
        /** In none: it has transactions of its own. */
        ALONE
    }

    /** Whether it takes rows from the client. */
    boolean readsClient() {
        return kind.startsWith("COPY") && text.toUpperCase(java.util.Locale.ROOT).contains("STDIN");
    }
}
