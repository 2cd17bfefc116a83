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
 * @param control what it does to its transaction
 * @param copy whether it copies from or to the client
 * @param effect what it leaves where it runs outside a transaction
 */
record StatementForm(
        String name,
        boolean runsOutside,
        TransactionControl control,
        CopyForm copy,
        Effect effect) {

    /** The server refuses them in a transaction where the table is partitioned, for example. */
    private static final Set<String> REFUSED_AT_TIMES = Set.of("CLUSTER", "REINDEX");

    static StatementForm of(Head head, LexerRules rules) {
        Optional<String> outside = OutsideTransaction.nameOf(head.again(), rules);
        boolean effect =
                outside.isPresent() || REFUSED_AT_TIMES.contains(head.again().peek().text());
        return new StatementForm(
                outside.isPresent() ? outside.get() : StatementName.of(head.again()),
                outside.isPresent(),
                TransactionControl.of(head.again(), rules.grammar()),
                rules.has(Feature.COPY_DATA) ? CopyForm.of(head.again()) : CopyForm.NONE,
                effect ? EffectReader.of(head.again(), rules) : EffectReader.UNKNOWN);
    }

    StatementKind kind() {
        if (copy == CopyForm.FROM_STDIN) {
            return StatementKind.COPY_FROM_STDIN;
        }
        return runsOutside ? StatementKind.OUTSIDE_TRANSACTION : StatementKind.ORDINARY;
    }
}
