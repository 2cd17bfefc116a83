package dev.lifeguard.migrate.script;

import dev.lifeguard.migrate.dialect.LexerRules;
import dev.lifeguard.migrate.dialect.LexerRules.Grammar;
import org.jspecify.annotations.Nullable;

/**
 * How the statements of one section go together with the transaction that it runs in.
 *
 * <p>A section may hold {@code BEGIN … COMMIT} blocks, in which savepoints are allowed. In a
 * section that is one transaction the two statements mean nothing and are not sent; so what a block
 * sets to its own end must not decide what the statements behind it mean. In one without a
 * transaction each block is a transaction of its own. On MariaDB, MySQL and H2 a statement that
 * commits by itself ends the block, and its COMMIT has nothing left to do.
 */
final class TransactionShape {

    private static final String OTHER_MODES =
            " is refused with other modes than READ WRITE and ISOLATION LEVEL READ COMMITTED. Take"
                    + " them out.";

    private final String file;
    private final String part;
    private final boolean commitsEndBlocks;
    private final boolean refusesInTransaction;
    private int count;
    private final Refusal within = new Refusal();
    private final Refusal without = new Refusal();

    // Each is null until such a statement comes.
    private ScriptItem.@Nullable Statement begin;
    private ScriptItem.@Nullable Statement first;
    private ScriptItem.@Nullable Statement local;
    private @Nullable SqlStatement outside;

    /** What switched autocommit off, and the first statement since that no COMMIT is behind. */
    private ScriptItem.@Nullable Statement off;

    private ScriptItem.@Nullable Statement pending;

    /** Whether a statement that commits by itself has ended the block that is open. */
    private boolean blockEnded;

    TransactionShape(String file, LexerRules rules, String part) {
        this.file = file;
        this.part = part;
        commitsEndBlocks = rules.grammar() == Grammar.MYSQL || rules.grammar() == Grammar.H2;
        refusesInTransaction =
                !commitsEndBlocks && !rules.has(LexerRules.Feature.DDL_COMMITS_BY_ITSELF);
    }

    void add(ScriptItem.Statement statement) {
        if (first == null && begins(statement.form().control())) {
            first = statement;
        }
        if (statement.form().isSent()) {
            addSent(statement);
        }
        switch (statement.form().control()) {
            case NONE, COMMITS, LOCK_TABLES, UNLOCK_TABLES -> {}
            case SAVEPOINT -> addSavepoint(statement);
            case LOCAL_SETTING -> local = begin == null ? local : statement;
            case BEGIN -> addBegin(statement);
            case COMMIT -> addCommit(statement);
            case AUTOCOMMIT_OFF -> addOff(statement);
            case AUTOCOMMIT_ON -> addOn(statement);
            case BEGIN_WITH_MODES -> {
                refuse(statement, statement.form().name() + OTHER_MODES);
                begin = statement;
            }
            case OTHER_MODES -> refuse(statement, "SET TRANSACTION" + OTHER_MODES);
            case OTHER -> refuseControl(statement);
        }
    }

    private static boolean begins(TransactionControl control) {
        return switch (control) {
            case BEGIN, BEGIN_WITH_MODES, AUTOCOMMIT_OFF -> true;
            case NONE,
                    COMMITS,
                    LOCK_TABLES,
                    UNLOCK_TABLES,
                    SAVEPOINT,
                    LOCAL_SETTING,
                    COMMIT,
                    AUTOCOMMIT_ON,
                    OTHER_MODES,
                    OTHER ->
                    false;
        };
    }

    /** What begins the first transaction of it, or null if nothing does. */
    Section.@Nullable Mark block() {
        return first == null ? null : new Section.Mark(first.form().name(), first.start());
    }

    /** The statements that run. */
    int count() {
        return count;
    }

    /** The first statement that cannot run in a transaction, or null if there is none. */
    @Nullable SqlStatement outside() {
        return outside;
    }

    /** Throws if the statements cannot run without a transaction. */
    void checkWithout() {
        checkEnd("Write the COMMIT below the statements that belong together.");
        without.check();
    }

    /** Throws if the statements cannot run in one transaction; none of them runs outside. */
    void checkWithin() {
        checkEnd("Take it out: the {part} runs in one transaction anyway.");
        within.check();
    }

    private void addSent(ScriptItem.Statement statement) {
        count++;
        if (local != null && begin == null) {
            within.add(
                    local,
                    "%s is refused: what it does would last beyond the COMMIT below it, since the"
                            + " {part} runs in one transaction. Put \"-- lifeguard:no-transaction\""
                            + " above its first statement, or move what is below the COMMIT to a"
                            + " migration of its own.");
        }
        if (statement.form().runsOutside()) {
            outside = outside == null ? statement.numbered(count) : outside;
            addOutside(statement);
            pending = null;
        } else if (off != null && begin == null && pending == null) {
            pending = statement;
        }
    }

    private void addOutside(ScriptItem.Statement statement) {
        ScriptItem.@Nullable Statement opened = begin == null && pending != null ? off : begin;
        if (opened == null || blockEnded) {
            return;
        }
        if (begin == null && statement.form().control() == TransactionControl.COMMITS) {
            return;
        }
        if (commitsEndBlocks && statement.form().control() == TransactionControl.COMMITS) {
            blockEnded = true;
            return;
        }
        String reason =
                refusesInTransaction
                        ? " cannot run in a transaction"
                        : " may commit by itself, so that nobody could say what of its block stays"
                                + " when a statement fails";
        refuse(
                statement,
                "%s%s, but stands between %s in line %s and its COMMIT. Take these two out."
                        .formatted(
                                statement.form().name(),
                                reason,
                                opened.form().name(),
                                opened.start().line()));
    }

    private void addSavepoint(ScriptItem.Statement statement) {
        if ((begin == null && off == null) || blockEnded) {
            without.add(
                    statement,
                    "%s is refused in a {part} that runs without a transaction, but between BEGIN"
                            + " and COMMIT: progress is recorded between its statements. Take it"
                            + " out.");
        }
    }

    private void addBegin(ScriptItem.Statement statement) {
        if (begin != null && !blockEnded) {
            refuseControl(statement);
            return;
        }
        begin = statement;
        blockEnded = false;
        pending = null;
    }

    private void addOff(ScriptItem.Statement statement) {
        if (begin != null) {
            refuseControl(statement);
        }
        off = off == null ? statement : off;
    }

    private void addOn(ScriptItem.Statement statement) {
        if (begin != null) {
            refuseControl(statement);
        }
        off = null;
        pending = null;
    }

    private void addCommit(ScriptItem.Statement statement) {
        if (begin == null && off == null) {
            refuseControl(statement);
        }
        pending = null;
        begin = null;
        blockEnded = false;
    }

    private void refuseControl(ScriptItem.Statement statement) {
        within.add(
                statement,
                "%s is refused: the {part} runs in one transaction, which begins before its first"
                        + " statement and is committed after its last. Take it out.");
        without.add(
                statement,
                "%s is refused in a {part} that runs without a transaction, but for blocks from a"
                        + " BEGIN to its COMMIT: progress is recorded between its statements. Take"
                        + " it out.");
    }

    private void refuse(ScriptItem.Statement statement, String message) {
        within.add(statement, message);
        without.add(statement, message);
    }

    private void checkEnd(String advice) {
        if (off != null && pending != null) {
            String message =
                    "%%s switches autocommit off, and no COMMIT is behind the statement in line %s: the"
                                    .formatted(pending.start().line())
                            + " client would lose it. Write COMMIT below it, or take this out.";
            within.add(off, message);
            without.add(off, message);
        }
        if (begin != null) {
            String message = "%s has no COMMIT in its {part}. " + advice;
            within.add(begin, message);
            without.add(begin, message);
        }
    }

    /** The first statement that is refused, and why. */
    private final class Refusal {

        private ScriptItem.@Nullable Statement statement;
        private String message = "";

        void add(ScriptItem.Statement refused, String why) {
            if (statement == null) {
                statement = refused;
                message = why;
            }
        }

        void check() {
            if (statement != null) {
                String name = statement.form().name();
                throw statement
                        .start()
                        .fault(message.replace("{part}", part).formatted(name), file);
            }
        }
    }
}
