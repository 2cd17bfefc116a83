package dev.lifeguard.migrate.script;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps the statements of a section that are read, until they turn out to be too many. */
final class ShortStatements {

    private static final int MOST_STATEMENTS = 50;
    private static final int MOST_CHARACTERS = 16 * 1024;

    private final List<ScriptItem.Statement> statements = new ArrayList<>();
    private int characters;
    private boolean tooLong;

    /** Takes a statement that is sent. */
    void add(ScriptItem.Statement statement) {
        characters += statement.text().length();
        tooLong |=
                characters > MOST_CHARACTERS
                        || statements.size() == MOST_STATEMENTS
                        || statement.form().copy() == CopyForm.FROM_STDIN;
        if (tooLong) {
            statements.clear();
        } else {
            statements.add(statement);
        }
    }

    /** All of them, or null when they are too many. */
    @Nullable List<SqlStatement> finish() {
        if (tooLong) {
            return null;
        }
        List<SqlStatement> numbered = new ArrayList<>(statements.size());
        for (ScriptItem.Statement statement : statements) {
            numbered.add(statement.numbered(numbered.size() + 1));
        }
        return numbered;
    }
}
