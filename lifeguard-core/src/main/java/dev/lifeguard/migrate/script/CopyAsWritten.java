package dev.lifeguard.migrate.script;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A COPY … FROM STDIN with a placeholder that nothing was put in for, so that it is no COPY of
 * PostgreSQL's grammar, and its data was read as SQL.
 *
 * @param placeholder as written
 */
record CopyAsWritten(String placeholder, Position position) {

    private static final int LONGEST = 10_000;

    /** Made for the first COPY. */
    private static final class Placeholder {

        static final Pattern PATTERN =
                Pattern.compile("\\$\\{[A-Za-z0-9_.-]{1," + Placeholders.LONGEST_NAME + "}\\}");

        private Placeholder() {}
    }

    /** The statement, if it is one. */
    static Optional<CopyAsWritten> in(ScriptItem.Statement statement) {
        String text = statement.text();
        if (text.length() > LONGEST || !statement.form().name().equals("COPY")) {
            return Optional.empty();
        }
        Matcher matcher = Placeholder.PATTERN.matcher(text);
        return matcher.find() && text.regionMatches(true, 0, "COPY", 0, 4)
                ? Optional.of(new CopyAsWritten(matcher.group(), statement.start()))
                : Optional.empty();
    }

    /** Why a command of psql that comes after it is probably none, and what to do. */
    String advice() {
        return ("The COPY in line %s holds \"%s\", and no placeholder is declared, so its data was"
                        + " read as SQL. Declare the placeholder.")
                .formatted(position.line(), placeholder);
    }
}
