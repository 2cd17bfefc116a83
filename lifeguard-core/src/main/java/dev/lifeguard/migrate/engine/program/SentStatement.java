package dev.lifeguard.migrate.engine.program;

import dev.lifeguard.migrate.script.SqlStatement;
import org.jspecify.annotations.Nullable;

/**
 * A statement that is sent for a script.
 *
 * @param text what is sent
 * @param authors the author's statement; null for one of this library's own between them
 */
public record SentStatement(String text, @Nullable SqlStatement authors) {

    /** One of the author's. */
    static SentStatement of(SqlStatement statement) {
        return new SentStatement(statement.text(), statement);
    }

    /** One of this library's own. */
    static SentStatement own(String text) {
        return new SentStatement(text, null);
    }
}
