package dev.lifeguard.migrate.script;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a SET of MariaDB and MySQL does to autocommit: switched off, as dumps have it around their
 * rows, each statement belongs to a transaction that a COMMIT ends, or a statement that commits by
 * itself.
 */
final class Autocommit {

    private static final Set<String> OFF = Set.of("0", "OFF", "FALSE");
    private static final Set<String> ON = Set.of("1", "ON", "TRUE", "DEFAULT");

    /** What the last assignment to it does; empty where there is none. */
    private Optional<TransactionControl> control = Optional.empty();

    /** Whether nothing else is set, but to keep what it was. */
    private boolean alone = true;

    private Autocommit() {}

    static TransactionControl of(Head afterSet) {
        Autocommit set = new Autocommit();
        while (!afterSet.isAtEnd()) {
            set.takeOne(afterSet);
        }
        return set.control
                .map(it -> set.alone ? it : TransactionControl.OTHER)
                .orElse(TransactionControl.NONE);
    }

    /** A variable of the user's own begins with one at sign. */
    private void takeOne(Head head) {
        boolean ofUser = head.takeSymbol("@") && !head.takeSymbol("@");
        if (head.takeOneOf("SESSION", "LOCAL")) {
            head.takeSymbol(".");
        }
        if (!ofUser && head.take("AUTOCOMMIT")) {
            Optional<TransactionControl> another = Optional.of(meaning(head.takeAssignment()));
            alone &= control.isEmpty();
            control = another;
        } else {
            List<HeadToken> other = head.takeAssignment();
            alone &= ofUser && keepsIt(other);
        }
    }

    private static boolean keepsIt(List<HeadToken> assignment) {
        return assignment.size() > 2
                && assignment.getLast().isWord("AUTOCOMMIT")
                && assignment.get(assignment.size() - 2).text().equals("@");
    }

    private static TransactionControl meaning(List<HeadToken> assignment) {
        List<String> value =
                assignment.stream()
                        .map(HeadToken::text)
                        .dropWhile(text -> text.equals("=") || text.equals(":"))
                        .toList();
        // Dumps put back what they kept in a variable.
        boolean kept = value.size() == 2 && value.getFirst().equals("@");
        if (kept || (value.size() == 1 && ON.contains(value.getFirst()))) {
            return TransactionControl.AUTOCOMMIT_ON;
        }
        return value.size() == 1 && OFF.contains(value.getFirst())
                ? TransactionControl.AUTOCOMMIT_OFF
                : TransactionControl.OTHER;
    }
}
