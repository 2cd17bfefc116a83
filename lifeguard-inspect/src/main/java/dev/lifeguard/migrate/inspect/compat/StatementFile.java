package dev.lifeguard.migrate.inspect.compat;

import dev.lifeguard.migrate.pgparser.PgParser;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A text with statements, one a line. A line that is no statement's beginning, or that comes where
 * the lines before it are no whole statement, belongs to those; lines that never become one are
 * taken one by one. Empty lines, and lines that are a comment, are between statements.
 */
public final class StatementFile {

    private static final Pattern BEGIN =
            Pattern.compile(
                    "(?i)(?:/\\*.*?\\*/\\s*)*+\\(*(?:SELECT|WITH|INSERT|UPDATE|DELETE|MERGE|VALUES"
                            + "|TABLE|COPY|CALL|BEGIN|START|COMMIT|ROLLBACK|SET|SHOW|RESET|LOCK"
                            + "|TRUNCATE|DECLARE|FETCH|CLOSE|EXPLAIN|PREPARE|EXECUTE|DEALLOCATE"
                            + "|LISTEN|NOTIFY|REFRESH|CREATE|ALTER|DROP|ANALYZE|VACUUM|DO|GRANT"
                            + "|REVOKE|SAVEPOINT|RELEASE|DISCARD)\\b.*");

    private final StatementParser parser;
    private final List<String> statements = new ArrayList<>();
    private final List<String> open = new ArrayList<>();

    private StatementFile(StatementParser parser) {
        this.parser = parser;
    }

    /** The statements of a text. */
    public static FoundStatements statements(String text, PgParser parser) {
        StatementFile file = new StatementFile(new StatementParser(parser));
        text.lines().forEach(file::line);
        file.end();
        return new FoundStatements(file.statements, List.of());
    }

    private void line(String line) {
        String stripped = line.strip();
        if (stripped.isEmpty() || stripped.startsWith("--")) {
            if (isWhole()) {
                end();
            }
            return;
        }
        if (BEGIN.matcher(stripped).matches() && isWhole()) {
            end();
        }
        open.add(line);
        if (stripped.endsWith(";") && isWhole()) {
            end();
        }
    }

    private boolean isWhole() {
        return !open.isEmpty() && parser.isWhole(joined());
    }

    private String joined() {
        return String.join("\n", open);
    }

    private void end() {
        if (open.isEmpty()) {
            return;
        }
        if (isWhole()) {
            statements.add(joined().strip());
        } else {
            open.forEach(line -> statements.add(line.strip()));
        }
        open.clear();
    }
}
