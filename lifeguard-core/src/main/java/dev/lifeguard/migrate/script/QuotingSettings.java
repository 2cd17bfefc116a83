package dev.lifeguard.migrate.script;

import dev.lifeguard.migrate.dialect.LexerRules;
import dev.lifeguard.migrate.dialect.LexerRules.Feature;
import java.util.ArrayDeque;
import java.util.Deque;

/** Follows the statements of a section that change how quotes read after them. */
final class QuotingSettings {

    private final LexerRules rules;
    private final Quoting initial;
    private final Deque<Savepoint> savepoints = new ArrayDeque<>();
    private Quoting current;

    /** How they read after the end of the block that is open. */
    private Quoting afterBlock;

    private boolean inBlock;
    private boolean ignoresLocal;
    private boolean followedLocal;

    private record Savepoint(String name, Quoting quoting) {}

    QuotingSettings(LexerRules rules) {
        this.rules = rules;
        initial = Quoting.of(rules);
        current = initial;
        afterBlock = initial;
    }

    /** How quotes read after this statement. */
    Quoting after(Head head, TransactionControl control) {
        if (rules.has(Feature.STANDARD_STRINGS_SETTING)) {
            followBlock(control);
            current = StringSetting.after(head.again(), this);
            followSavepoints(head.again());
        } else if (rules.has(Feature.SQL_MODE_SETTING)) {
            current = SqlModeSetting.after(head.again(), this);
        }
        return current;
    }

    /** Begins anew, as in another section. */
    void reset() {
        current = initial;
        afterBlock = initial;
        inBlock = false;
        savepoints.clear();
        ignoresLocal = false;
        followedLocal = false;
    }

    /** From here on each statement is a transaction, so that SET LOCAL is over at once. */
    void ignoreLocal() {
        ignoresLocal = true;
    }

    /** What a SET for the session makes of them. */
    Quoting assigned(Quoting value) {
        afterBlock = value;
        return value;
    }

    /** What a SET LOCAL makes of them. */
    Quoting assignedLocally(Quoting value) {
        if (ignoresLocal && !inBlock) {
            return current;
        }
        followedLocal |= !ignoresLocal;
        return value;
    }

    /** Whether that was so since the section began. */
    boolean followedLocal() {
        return followedLocal;
    }

    /** How quotes read in a session that has not changed it. */
    Quoting initial() {
        return initial;
    }

    /** How quotes read before the statement. */
    Quoting current() {
        return current;
    }

    /** In a section without a transaction, BEGIN … COMMIT is one in which SET LOCAL counts. */
    private void followBlock(TransactionControl control) {
        if (control == TransactionControl.BEGIN) {
            inBlock = true;
            afterBlock = current;
        } else if (control == TransactionControl.COMMIT && inBlock) {
            inBlock = false;
            current = ignoresLocal ? afterBlock : current;
        }
    }

    private void followSavepoints(Head head) {
        if (head.take("SAVEPOINT")) {
            savepoints.push(new Savepoint(head.take().value(), current));
        } else if (head.take("ROLLBACK")) {
            head.takeOneOf("WORK", "TRANSACTION");
            if (head.take("TO")) {
                head.take("SAVEPOINT");
                rollBackTo(head.take().value());
            }
        }
    }

    /** A name that is there twice means the newest; the server keeps it after going back to it. */
    private void rollBackTo(String name) {
        for (Savepoint savepoint : savepoints) {
            if (savepoint.name().equals(name)) {
                current = savepoint.quoting();
                return;
            }
        }
    }
}
