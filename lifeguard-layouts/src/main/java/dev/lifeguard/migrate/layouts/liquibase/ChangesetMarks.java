package dev.lifeguard.migrate.layouts.liquibase;

import dev.lifeguard.migrate.layout.Marks;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What comments of a changeset say: nothing, as all that its lines say was read with its file;
 * except that it cannot be run.
 *
 * @param refusal why, in sentences; blank where it can
 */
record ChangesetMarks(String refusal) implements Marks {

    /** Those of a changeset that can be run. */
    static final ChangesetMarks NONE = new ChangesetMarks("");

    private static final String CHANGESET = "changeset";

    /**
     * Those of a changeset: what Liquibase does with it that nothing here does, hinders it from
     * being run, and not from being taken over.
     */
    static ChangesetMarks of(Changeset changeset) {
        List<String> reasons = new ArrayList<>();
        Header header = changeset.header();
        if (!changeset.preconditions().isEmpty()) {
            reasons.add(
                    "has a precondition (%s), which Liquibase alone looks at"
                            .formatted(
                                    String.join(
                                            ", ",
                                            changeset.preconditions().stream().sorted().toList())));
        }
        if (header.runAlways()) {
            reasons.add("has runAlways:true, and nothing is run each time here");
        }
        if (!header.failOnError()) {
            reasons.add("has failOnError:false, and a failure always ends a run here");
        }
        String runWith = header.runWith();
        if (runWith != null && !runWith.equalsIgnoreCase("jdbc")) {
            reasons.add("has runWith:%s, and other programs are not run".formatted(runWith));
        }
        return reasons.isEmpty()
                ? NONE
                : new ChangesetMarks(
                        ("The changeset %s. Apply it with Liquibase and import the history again,"
                                        + " or write it without that.")
                                .formatted(String.join(", and ", reasons)));
    }

    /** The line above the statements of one that cannot, as it begins in its file. */
    static String refused(Header header) {
        return "--%s %s:%s".formatted(CHANGESET, header.author(), header.id());
    }

    boolean refuses() {
        return !refusal.isEmpty();
    }

    @Override
    public Optional<Mark> read(String comment) {
        return refuses() && comment.startsWith(CHANGESET)
                ? Optional.of(new Mark.Refused(refusal))
                : Optional.empty();
    }

    @Override
    public String up() {
        return "--" + CHANGESET;
    }

    @Override
    public String down() {
        return "--rollback";
    }
}
