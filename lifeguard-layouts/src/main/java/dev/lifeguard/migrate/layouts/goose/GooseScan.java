package dev.lifeguard.migrate.layouts.goose;

import dev.lifeguard.migrate.layout.ScriptForm;
import dev.lifeguard.migrate.layout.ScriptForm.Part;
import dev.lifeguard.migrate.layout.ScriptForm.Substitution;
import dev.lifeguard.migrate.layout.ScriptForm.Transaction;
import dev.lifeguard.migrate.layouts.file.CommentLines;
import dev.lifeguard.migrate.layouts.file.CommentLines.CommentLine;
import dev.lifeguard.migrate.layouts.file.ReadOnce;
import dev.lifeguard.migrate.layouts.goose.GooseMarks.Annotation;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the annotations of a file say of it as a whole, read line by line: {@code
 * internal/sqlparser/parser.go} of goose.
 */
final class GooseScan implements ReadOnce.Reading {

    private Transaction transaction = Transaction.USUAL;
    private boolean substitutes;
    private boolean up;
    private boolean down;

    /** The line of the StatementBegin that is open, or 0. */
    private int begun;

    /** The first thing that goose refuses, or null. */
    private @Nullable String refusal;

    @Override
    public void of(byte[] start, int length, InputStream rest) throws IOException {
        for (CommentLine line : CommentLines.in(start, length, rest, GooseMarks.SIGN)) {
            add(line);
        }
        refuseIf(begun > 0, begun, "a \"StatementBegin\" without a \"StatementEnd\". Add it.");
        if (!up && refusal == null) {
            refusal = "has no line \"-- +goose Up\". Write one above its statements.";
        }
    }

    private void add(CommentLine line) {
        Optional<Annotation> annotation = Annotation.in(line.text());
        refuseIf(
                line.indented(),
                line.number(),
                "an indented annotation, which goose refuses. Begin it at the start of the line.");
        if (annotation.isEmpty()) {
            refuseIf(
                    true,
                    line.number(),
                    "\"%s\", which goose does not know and refuses. Correct it."
                            .formatted(line.text().strip()));
        } else {
            add(annotation.get(), line.number());
        }
    }

    private void add(Annotation annotation, int line) {
        switch (annotation) {
            case UP -> {
                refuseIf(up, line, "a second \"Up\". Make a file of each.");
                up = true;
            }
            case DOWN -> {
                refuseIf(
                        !up || down || begun > 0,
                        line,
                        "a \"Down\" that does not follow its \"Up\". Write one of each, the up"
                                + " statements first.");
                down = true;
            }
            case STATEMENT_BEGIN -> {
                refuseIf(
                        !up || begun > 0,
                        line,
                        "a \"StatementBegin\" above the \"Up\" or in another one. Take it out.");
                begun = line;
            }
            case STATEMENT_END -> {
                refuseIf(
                        begun == 0,
                        line,
                        "a \"StatementEnd\" without a \"StatementBegin\". Take it out.");
                begun = 0;
            }
            case NO_TRANSACTION -> transaction = Transaction.NONE;
            case ENVSUB_ON -> substitutes = true;
            case ENVSUB_OFF -> {}
        }
    }

    private void refuseIf(boolean wrong, int line, String what) {
        if (wrong && refusal == null) {
            refusal = "has in line %s %s".formatted(line, what);
        }
    }

    /** Why the file cannot be used, behind its name. */
    Optional<String> refusal() {
        return Optional.ofNullable(refusal);
    }

    /** Whether variables of the environment are to be put in. */
    boolean substitutes() {
        return substitutes;
    }

    /** How the file is written. */
    ScriptForm form() {
        ScriptForm form = ScriptForm.of(Part.WHOLE, GooseMarks.MARKS).with(transaction);
        return substitutes ? form.with(Substitution.ALWAYS) : form;
    }
}
