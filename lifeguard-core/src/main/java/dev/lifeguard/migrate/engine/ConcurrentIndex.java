package dev.lifeguard.migrate.engine;

import dev.lifeguard.migrate.script.SqlStatement;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The index that a CREATE or DROP INDEX CONCURRENTLY is about.
 *
 * @param action what is done to it
 * @param index its name as the statement writes it, with its schema if the statement names one
 * @param table the table as the statement writes it, or null for DROP
 */
record ConcurrentIndex(Action action, String index, @Nullable String table) {

    enum Action {
        CREATE,
        DROP
    }

    private static final String NAME = "(?:\"(?:[^\"]|\"\")+\"|[\\p{L}_][\\p{L}\\p{N}_$]*)";
    private static final String QUALIFIED = NAME + "(?:\\s*\\.\\s*" + NAME + "){0,2}";
    private static final Pattern CREATE =
            Pattern.compile(
                    ("CREATE\\s+(?:UNIQUE\\s+)?INDEX\\s+CONCURRENTLY\\s+"
                         + "(?:IF\\s+NOT\\s+EXISTS\\s+)?(%s)\\s+ON\\s+(?:ONLY\\s+)?(%s).*")
                            .formatted(NAME, QUALIFIED),
                    Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern DROP =
            Pattern.compile(
                    ("DROP\\s+INDEX\\s+CONCURRENTLY\\s+(?:IF\\s+EXISTS\\s+)?(%s)"
                                    + "\\s*(?:RESTRICT)?\\s*")
                            .formatted(QUALIFIED),
                    Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    /** Empty when it is another statement, or one whose index has no name that can be told. */
    static Optional<ConcurrentIndex> of(SqlStatement statement) {
        Matcher create = CREATE.matcher(statement.text());
        if (create.matches() && !create.group(1).equalsIgnoreCase("ON")) {
            return Optional.of(
                    new ConcurrentIndex(Action.CREATE, create.group(1), create.group(2)));
        }
        Matcher drop = DROP.matcher(statement.text());
        return drop.matches()
                ? Optional.of(new ConcurrentIndex(Action.DROP, drop.group(1), null))
                : Optional.empty();
    }
}
