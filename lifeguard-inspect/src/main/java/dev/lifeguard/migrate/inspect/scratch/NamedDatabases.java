package dev.lifeguard.migrate.inspect.scratch;

import dev.lifeguard.migrate.connect.words.Refused;
import dev.lifeguard.migrate.plan.PlanStep;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Refuses migrations that name a database of the scratch server: what they do there is not undone.
 */
final class NamedDatabases {

    /** What stands before the name of something that a statement works on. */
    private static final String BEFORE =
            "\\b(?:USE|DATABASE|SCHEMA|FROM|JOIN|INTO|UPDATE|TABLE|EXISTS|REFERENCES|VIEW|SEQUENCE"
                    + "|PROCEDURE|FUNCTION|TRIGGER|EVENT|CALL|TO)\\s+";

    private NamedDatabases() {}

    /**
     * Looks for them.
     *
     * @param there those of the server, but for its own and the scratch databases
     */
    static void requireNone(Iterable<PlanStep> steps, List<String> there) {
        for (String database : there) {
            Pattern named = named(database);
            for (PlanStep step : steps) {
                step.forEachStatement(
                        statement -> {
                            if (named.matcher(statement.text()).find()) {
                                throw refused(step, database);
                            }
                        });
            }
        }
    }

    private static RuntimeException refused(PlanStep step, String database) {
        return Refused.because(
                "%s names the database %s, which is on the scratch server, so that a run there would change it. Nothing was run. Name a scratch server without it."
                        .formatted(step.label(), database));
    }

    /** With a point behind it, or behind a word that is followed by a database alone. */
    private static Pattern named(String database) {
        String name = "`?" + Pattern.quote(database) + "`?(?![\\w$`])";
        return Pattern.compile(
                "%1$s%2$s\\s*\\.|\\b(?:USE|DATABASE|SCHEMA|EXISTS)\\s+%2$s(?!\\s*\\()"
                        .formatted(BEFORE, name),
                Pattern.CASE_INSENSITIVE);
    }
}
