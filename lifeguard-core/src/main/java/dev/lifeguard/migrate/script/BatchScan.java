package dev.lifeguard.migrate.script;

import dev.lifeguard.migrate.error.InvalidScriptException;
import org.jspecify.annotations.Nullable;

/** What a scan finds of a section that runs in batches: its directive, and its one statement. */
final class BatchScan {

    private final ScriptSource script;
    private final SectionKind kind;

    // Each is null until it comes.
    private ScriptItem.@Nullable PlacedDirective directive;
    private @Nullable BatchTerms terms;
    private ScriptItem.@Nullable Statement statement;

    BatchScan(ScriptSource script, SectionKind kind) {
        this.script = script;
        this.kind = kind;
    }

    /** Its directive. */
    void add(ScriptItem.PlacedDirective placed, BatchTerms said) {
        if (kind == SectionKind.DOWN) {
            throw fault(
                    "The directive \"-- lifeguard:batch\" stands in the down section. Only an up"
                            + " section runs in batches: write a way down without it.",
                    placed);
        }
        directive = placed;
        terms = said;
    }

    /** A statement of the section. */
    void add(ScriptItem.Statement next) {
        if (terms == null) {
            return;
        }
        if (statement != null) {
            throw next.start()
                    .fault(
                            "A section with \"-- lifeguard:batch\" holds one statement, and this is"
                                    + " a second one. Put it into a migration of its own.",
                            script.content().fileName());
        }
        statement = next;
    }

    /**
     * The statement, now that the section's end is found; null where it does not run in batches.
     *
     * @param without what says that the section runs without a transaction, or null
     */
    @Nullable BatchStatement finish(ScriptItem.@Nullable PlacedDirective without) {
        if (terms == null || directive == null) {
            return null;
        }
        if (statement == null) {
            throw fault(
                    "There is no statement below \"-- lifeguard:batch\". Write an UPDATE, DELETE or"
                            + " INSERT … SELECT.",
                    directive);
        }
        if (without != null) {
            throw fault(
                    "Each batch is a transaction, so \"%s\" says nothing here. Take it out."
                            .formatted(without.text()),
                    without);
        }
        BatchTerms run = terms.with(script.rules().background());
        return BatchStatement.of(run, statement.numbered(1), script);
    }

    private InvalidScriptException fault(String message, ScriptItem.PlacedDirective at) {
        return at.position().fault(message, script.content().fileName());
    }
}
