package dev.lifeguard.migrate.layouts.liquibase;

import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The line that begins a changeset. Of an attribute that stands in it twice the last one counts,
 * and an attribute is found inside of a longer word too: so Liquibase reads {@code
 * rollbackSplitStatements} as {@code splitStatements} besides.
 *
 * @param line of the file, from 1
 * @param contexts in which it is chosen, or null
 * @param labels that it has, or null
 * @param dbms the databases that it is for, or null
 * @param endDelimiter what ends its statements, or null
 * @param rollbackEndDelimiter the same of its rollback, or null
 * @param logicalFilePath what is recorded as its file, or null
 * @param runWith the program that runs it, or null
 */
record Header(
        int line,
        String id,
        String author,
        boolean stripComments,
        boolean splitStatements,
        boolean runInTransaction,
        boolean runOnChange,
        boolean runAlways,
        boolean failOnError,
        boolean ignore,
        @Nullable String contexts,
        @Nullable String labels,
        @Nullable String dbms,
        @Nullable String endDelimiter,
        @Nullable String rollbackEndDelimiter,
        @Nullable String logicalFilePath,
        @Nullable String runWith) {

    private static final Attribute STRIP_COMMENTS = word("stripComments");
    private static final Attribute SPLIT_STATEMENTS = word("splitStatements");
    private static final Attribute RUN_IN_TRANSACTION = word("runInTransaction");
    private static final Attribute RUN_ON_CHANGE = word("runOnChange");
    private static final Attribute RUN_ALWAYS = word("runAlways");
    private static final Attribute FAIL_ON_ERROR = word("failOnError");
    private static final Attribute IGNORE = attribute("ignore:(\\w*)");
    private static final Attribute CONTEXT = attribute("context:(\".*?\"|\\S*)");
    private static final Attribute CONTEXT_FILTER = attribute("contextFilter:(\".*?\"|\\S*)");
    private static final Attribute LABELS = attribute("labels:(\".*?\"|\\S*)");
    private static final Attribute DBMS = attribute("dbms:([^,][\\w!,]+)");
    private static final Attribute END_DELIMITER = attribute("\\bendDelimiter:(\\S*)");
    private static final Attribute ROLLBACK_END_DELIMITER =
            attribute("\\brollbackEndDelimiter:(\\S*)");
    private static final Attribute LOGICAL_FILE_PATH = attribute("logicalFilePath:(\\S*)");
    private static final Attribute RUN_WITH = attribute("runWith:([\\w${}]+)");

    private static Attribute word(String name) {
        return attribute(name + ":(\\w+)");
    }

    private static Attribute attribute(String shape) {
        String word = shape.replace("\\b", "");
        return new Attribute(
                word.substring(0, word.indexOf(':') + 1),
                Pattern.compile(".*" + shape + ".*", Pattern.CASE_INSENSITIVE));
    }

    /** A word with a colon, and how it stands in a line; most lines have none of them. */
    private record Attribute(String word, Pattern shape) {

        /** Its value in a line; the last one where it stands there more than once. */
        Optional<String> in(String line) {
            if (!mayBeIn(line)) {
                return Optional.empty();
            }
            Matcher found = shape.matcher(line);
            return found.matches() ? Optional.of(found.group(1)) : Optional.empty();
        }

        private boolean mayBeIn(String line) {
            for (int at = line.indexOf(':'); at >= 0; at = line.indexOf(':', at + 1)) {
                int start = at + 1 - word.length();
                if (line.regionMatches(true, start, word, 0, word.length())) {
                    return true;
                }
            }
            return false;
        }
    }

    /**
     * Reads such a line.
     *
     * @param names its author, its id and the gap between them
     * @param expanded replaces parameters
     */
    static Header read(String line, MatchResult names, int number, UnaryOperator<String> expanded)
            throws UnreadableChangelog {
        if (!names.group("gap").isEmpty()) {
            throw new UnreadableChangelog(
                    number,
                    "\"%s\" is no beginning of a changeset. Write \"--changeset author:id\"."
                            .formatted(line.strip()));
        }
        String id = expanded.apply(unquoted(names.group("id")));
        if (id.replace(":", "").isBlank()) {
            throw new UnreadableChangelog(number, "The changeset has no id. Give it one.");
        }
        return new Header(
                number,
                id,
                expanded.apply(unquoted(names.group("author"))),
                flag(STRIP_COMMENTS, line, true),
                flag(SPLIT_STATEMENTS, line, true),
                flag(RUN_IN_TRANSACTION, line, true),
                flag(RUN_ON_CHANGE, line, false),
                flag(RUN_ALWAYS, line, false),
                flag(FAIL_ON_ERROR, line, true),
                Boolean.parseBoolean(text(IGNORE, line, expanded)),
                contexts(line, expanded),
                text(LABELS, line, expanded),
                text(DBMS, line, expanded),
                text(END_DELIMITER, line, UnaryOperator.identity()),
                text(ROLLBACK_END_DELIMITER, line, UnaryOperator.identity()),
                path(line, expanded),
                text(RUN_WITH, line, expanded));
    }

    /** In which contexts a line of any kind counts, or null. */
    static @Nullable String contexts(String line, UnaryOperator<String> expanded) {
        String filter = text(CONTEXT_FILTER, line, expanded);
        return filter == null || filter.isEmpty() ? text(CONTEXT, line, expanded) : filter;
    }

    /** The labels of a line of any kind, or null. */
    static @Nullable String labels(String line, UnaryOperator<String> expanded) {
        return text(LABELS, line, expanded);
    }

    /** The databases of a line of any kind, or null. */
    static @Nullable String dbms(String line, UnaryOperator<String> expanded) {
        return text(DBMS, line, expanded);
    }

    /** What a line of any kind says is recorded as the file, or null. */
    static @Nullable String path(String line, UnaryOperator<String> expanded) {
        String path = text(LOGICAL_FILE_PATH, line, expanded);
        return path == null || path.isEmpty() ? null : RecordedPath.normal(path);
    }

    private static boolean flag(Attribute attribute, String line, boolean otherwise) {
        return attribute.in(line).map(Boolean::parseBoolean).orElse(otherwise);
    }

    private static @Nullable String text(
            Attribute attribute, String line, UnaryOperator<String> expanded) {
        return attribute.in(line).map(Header::unquoted).map(expanded).orElse(null);
    }

    private static String unquoted(String text) {
        boolean quoted =
                text.length() > 1
                        && (text.charAt(0) == '"' || text.charAt(0) == '\'')
                        && text.charAt(0) == text.charAt(text.length() - 1);
        return quoted ? text.substring(1, text.length() - 1) : text;
    }
}
