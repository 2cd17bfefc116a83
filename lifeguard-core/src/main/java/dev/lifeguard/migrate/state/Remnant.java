package dev.lifeguard.migrate.state;

/**
 * Something that a statement left in the middle which runs CONCURRENTLY.
 *
 * @param what it is, with its name
 * @param ending the statement that ends it
 * @param verb what that does to it
 * @param by who may run that
 */
public record Remnant(String what, String ending, String verb, By by) {

    private static final String REMOVES = "removes";

    /** Who may end it. */
    public enum By {
        /** The role that runs this. */
        THIS_ROLE,
        /** A superuser: it belongs to another role, or to a TOAST table, whose schema is closed. */
        SUPERUSER
    }

    static Remnant index(String name, By by) {
        return new Remnant(
                "an INVALID index, " + name,
                "DROP INDEX CONCURRENTLY IF EXISTS " + name,
                REMOVES,
                by);
    }

    static Remnant detachment(String parent, String partition) {
        return new Remnant(
                "a pending detachment, of %s from %s".formatted(partition, parent),
                "ALTER TABLE %s DETACH PARTITION %s FINALIZE".formatted(parent, partition),
                "completes",
                By.THIS_ROLE);
    }

    /** What ends it by hand. */
    public String byHand() {
        return "%s, which %s %s".formatted(what, ending.replace(" IF EXISTS", ""), verb);
    }

    /** What the next run does with it. */
    public String byNext(String command) {
        return switch (by) {
            case THIS_ROLE ->
                    "%s, which the next %s %s%s"
                            .formatted(
                                    what,
                                    command,
                                    verb,
                                    verb.equals(REMOVES) ? " before it tries again" : "");
            case SUPERUSER ->
                    "%s, which a superuser %s with %s"
                            .formatted(what, verb, ending.replace(" IF EXISTS", ""));
        };
    }

    /** That it stays, since this role may not end it. */
    public String stays() {
        return ("What a REINDEX CONCURRENTLY left stays: %s, which this role may not remove. It"
                        + " hinders nothing but costs what an index costs; a superuser %s it with"
                        + " %s.")
                .formatted(what, verb, ending.replace(" IF EXISTS", ""));
    }
}
