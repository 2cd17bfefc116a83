package dev.lifeguard.migrate.lint;

import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.InvalidScriptException;
import dev.lifeguard.migrate.source.catalog.Script.SqlScript;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A script that the runner refuses, as the finding of a rule: which one, the statement tells that
 * the refusal points to.
 */
record RefusedScript(LintRule rule, int line, int column, String message) {

    private static final Pattern WORD = Pattern.compile("\\G[A-Za-z]+");
    private static final Pattern END =
            Pattern.compile("(?i)\\b(COMMIT|END)\\b\\s*(WORK|TRANSACTION)?\\s*;");
    private static final Set<String> BEGINS = Set.of("BEGIN", "START");
    private static final Set<String> ENDS =
            Set.of("COMMIT", "ROLLBACK", "END", "ABORT", "SAVEPOINT", "RELEASE", "SET", "PREPARE");
    private static final Set<String> OUTSIDE =
            Set.of("CREATE", "DROP", "ALTER", "REINDEX", "REFRESH", "VACUUM", "CLUSTER", "CALL");

    static RefusedScript of(SqlScript script, InvalidScriptException refused) {
        ErrorDetail detail = refused.detail();
        Integer line = detail.line();
        Integer column = detail.column();
        if (line == null || column == null) {
            return new RefusedScript(LintRule.SYNTAX_ERROR, 1, 1, detail.message());
        }
        String place = "%s:%s:%s: ".formatted(detail.file(), line, column);
        String first = detail.message().lines().findFirst().orElse("");
        String message = first.startsWith(place) ? first.substring(place.length()) : first;
        return new RefusedScript(rule(rest(script, line, column)), line, column, message);
    }

    private static LintRule rule(String rest) {
        Matcher matcher = WORD.matcher(rest);
        String word = matcher.find() ? matcher.group().toUpperCase(Locale.ROOT) : "";
        if (BEGINS.contains(word)) {
            return END.matcher(rest).find() ? LintRule.NESTED_TX : LintRule.OPEN_TX;
        }
        if (ENDS.contains(word)) {
            return LintRule.NESTED_TX;
        }
        return OUTSIDE.contains(word) ? LintRule.CONCURRENTLY_IN_TX : LintRule.SYNTAX_ERROR;
    }

    /** The file from a place on. */
    private static String rest(SqlScript script, int line, int column) {
        try (var stream = script.text().content().open()) {
            String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            int above = line - script.text().content().firstLine();
            String below = text.lines().skip(above).reduce((a, b) -> a + "\n" + b).orElse("");
            int end = Math.min(column - 1, below.codePointCount(0, below.length()));
            return below.substring(below.offsetByCodePoints(0, end));
        } catch (IOException gone) {
            return "";
        }
    }
}
