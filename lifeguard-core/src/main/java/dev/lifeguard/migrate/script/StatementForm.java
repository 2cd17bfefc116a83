package dev.lifeguard.migrate.script;

import dev.lifeguard.migrate.dialect.LexerRules;
import dev.lifeguard.migrate.dialect.LexerRules.Feature;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a statement's head tells of it.
 *
 * @param name short and in upper case
 * @param runsOutside whether the server refuses it in a transaction block
 * @param control what it does to its transaction
 * @param copy whether it copies from or to the client
 * @param strings how strings read after it, or null when it leaves that as it is
 */
record StatementForm(
        String name,
        boolean runsOutside,
        TransactionControl control,
        CopyForm copy,
        @Nullable StringSyntax strings) {

    static StatementForm of(Head head, LexerRules rules) {
        Optional<String> outside = OutsideTransaction.nameOf(head.again());
        return new StatementForm(
                outside.orElseGet(() -> StatementName.of(head.again())),
                outside.isPresent(),
                TransactionControl.of(head.again()),
                rules.has(Feature.COPY_DATA) ? CopyForm.of(head.again()) : CopyForm.NONE,
                rules.has(Feature.STANDARD_STRINGS_SETTING)
                        ? StringSetting.of(head.again()).orElse(null)
                        : null);
    }

    StatementKind kind() {
        if (copy == CopyForm.FROM_STDIN) {
            return StatementKind.COPY_FROM_STDIN;
        }
        return runsOutside ? StatementKind.OUTSIDE_TRANSACTION : StatementKind.ORDINARY;
    }
}
