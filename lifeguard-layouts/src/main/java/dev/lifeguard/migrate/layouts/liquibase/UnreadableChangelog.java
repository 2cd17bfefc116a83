package dev.lifeguard.migrate.layouts.liquibase;

/** A changelog that Liquibase would refuse, too, or that cannot be read without it. */
final class UnreadableChangelog extends Exception {

    private static final long serialVersionUID = 1L;

    private final String reason;

    /**
     * Says where and why.
     *
     * @param reason a sentence or more, with what to do
     */
    UnreadableChangelog(int line, String reason) {
        super("line " + line);
        this.reason = "cannot be read in line %s: %s".formatted(line, reason);
    }

    /** The same behind the name of the file. */
    String reason() {
        return reason;
    }
}
