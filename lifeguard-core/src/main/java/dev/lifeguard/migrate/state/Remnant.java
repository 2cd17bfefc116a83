package dev.lifeguard.migrate.state;

/**
 * Something that a statement left in the middle which runs CONCURRENTLY.
 *
 * @param what it is, with its name
 * @param ending the statement that ends it
 * @param verb what that does to it
 */
public record Remnant(String what, String ending, String verb) {

    private static final String REMOVES = "removes";

    static Remnant index(String name) {
        return new Remnant(
                "an INVALID index, " + name, "DROP INDEX CONCURRENTLY IF EXISTS " + name, REMOVES);
    }

    static Remnant detachment(String parent, String partition) {
        return new Remnant(
                "a pending detachment, of %s from %s".formatted(partition, parent),
                "ALTER TABLE %s DETACH PARTITION %s FINALIZE".formatted(parent, partition),
                "completes");
    }

    /** What ends it by hand. */
    public String byHand() {
        return "%s, which %s %s".formatted(what, ending.replace(" IF EXISTS", ""), verb);
    }

    /** What the next run does with it. */
    public String byNext(String command) {
        return "%s, which the next %s %s%s"
                .formatted(
                        what, command, verb, verb.equals(REMOVES) ? " before it tries again" : "");
    }
}
