package dev.lifeguard.migrate.script;

import dev.lifeguard.migrate.dialect.LexerRules;
import dev.lifeguard.migrate.dialect.LexerRules.Feature;
import java.util.Optional;
import java.util.Set;

/**
 * What a statement's head tells of it.
 *
 * @param name short and in upper case
 * @param runsOutside whether the server refuses it in a transaction block
 * @param inParts whether a part of its work may stay when it fails there
 * @param control what it does to its transaction
 * @param copy whether it copies from or to the client
 * @param effect what it leaves where it runs outside a transaction
 * @param givesRows whether it may give any number of rows
 * @param asksBack whether it asks for what the statement before it left in the session
 */
record StatementForm(
        String name,
        boolean runsOutside,
        boolean inParts,
        TransactionControl control,
        CopyForm copy,
        Effect effect,
        boolean givesRows,
        boolean asksBack) {

    /** The server refuses them in a transaction where the table is partitioned, for example. */
    private static final Set<String> REFUSED_AT_TIMES = Set.of("CLUSTER", "REINDEX");

    static StatementForm of(Head head, LexerRules rules) {
        Optional<String> outside = OutsideTransaction.nameOf(head.again(), rules);
        boolean effect =
                outside.isPresent() || REFUSED_AT_TIMES.contains(head.again().peek().text());
        TransactionControl control = TransactionControl.of(head.again(), rules.grammar());
        return new StatementForm(
                outside.isPresent() ? outside.get() : name(head.again(), control),
                outside.isPresent() && isSent(control),
                outside.isPresent() && DoneInParts.is(head.again(), rules.grammar()),
                control,
                rules.has(Feature.COPY_DATA) ? CopyForm.of(head.again()) : CopyForm.NONE,
                effect ? EffectReader.of(head.again(), rules) : EffectReader.UNKNOWN,
                GivenRows.of(head.again()),
                false);
    }

    /** The same, where more of the statement than its head says that it gives rows. */
    StatementForm withRows() {
        return new StatementForm(name, runsOutside, inParts, control, copy, effect, true, asksBack);
    }

    /** The same, where a word of it says that it asks for what the one before it left. */
    StatementForm askingBack() {
        return new StatementForm(
                name, runsOutside, inParts, control, copy, effect, givesRows, true);
    }

    private static String name(Head head, TransactionControl control) {
        String name = StatementName.of(head);
        boolean autocommit =
                switch (control) {
                    case AUTOCOMMIT_OFF, AUTOCOMMIT_ON, OTHER -> true;
                    case NONE,
                            BEGIN,
                            BEGIN_WITH_MODES,
                            OTHER_MODES,
                            COMMIT,
                            SAVEPOINT,
                            LOCAL_SETTING,
                            COMMITS,
                            LOCK_TABLES,
                            UNLOCK_TABLES ->
                            false;
                };
        return autocommit && name.equals("SET") ? "SET AUTOCOMMIT" : name;
    }

    /** Whether it goes to the server: what frames a block or a dump's rows does not. */
    boolean isSent() {
        return isSent(control);
    }

    private static boolean isSent(TransactionControl control) {
        return switch (control) {
            case BEGIN, COMMIT, LOCK_TABLES, UNLOCK_TABLES, AUTOCOMMIT_OFF, AUTOCOMMIT_ON -> false;
            case NONE, BEGIN_WITH_MODES, OTHER_MODES, SAVEPOINT, LOCAL_SETTING, COMMITS, OTHER ->
                    true;
        };
    }

    StatementKind kind() {
        if (copy == CopyForm.FROM_STDIN) {
            return StatementKind.COPY_FROM_STDIN;
        }
        if (runsOutside) {
            return inParts ? StatementKind.OUTSIDE_IN_PARTS : StatementKind.OUTSIDE_TRANSACTION;
        }
        return givesRows ? StatementKind.GIVES_ROWS : StatementKind.ORDINARY;
    }
}
