package dev.lifeguard.migrate.maven;

import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sentences of what the command line and a build share, in which commands become goals, and options
 * become parameters.
 */
final class GoalWords {

    /** Others are of other programs, as git's. */
    private static final Set<String> OPTIONS =
            Set.of(
                    "changed-since",
                    "check",
                    "data",
                    "database-url",
                    "directory",
                    "dry-run",
                    "file",
                    "format",
                    "layout",
                    "move-to",
                    "no-drift",
                    "restart",
                    "schema",
                    "scratch-url",
                    "snapshot-file",
                    "statements",
                    "statements-from",
                    "table",
                    "tables",
                    "without-data",
                    "workers");

    private static final Pattern COMMAND =
            Pattern.compile(
                    "(?<!`|Written by |\"as |=\")lifeguard-migrate ([a-z]+)((?: --[a-z-]+(?:"
                            + " \\S*[^\\s.,;:)])?)*)");

    private static final String CONVERT = "lifeguard-migrate convert TOOL DIR";
    private static final String CONVERT_GOAL =
            "mvn lifeguard:convert -Dlifeguard.tool=TOOL -Dlifeguard.dir=DIR";

    /** What gets a migration with batches on. */
    private static final Pattern BATCH =
            Pattern.compile("\"batch ([a-z]+)(?: ([^\\s\"-]\\S*?))?( --restart)?\"");

    /** An option that stands as it would be typed, with its value. */
    private static final Pattern TYPED =
            Pattern.compile("(?<=: |\\bas |\\buse )--([a-z][a-z-]*) (\\S*[^\\s.,;:)])");

    private static final Pattern OPTION = Pattern.compile("(?<=^|[\\s(])--([a-z][a-z-]*[a-z])");

    private static final Pattern OF_COMMAND = Pattern.compile(" --([a-z-]+)(?: (\\S+))?");

    private GoalWords() {}

    /** The same sentence. */
    static String of(String text) {
        String batches = BATCH.matcher(text).replaceAll(GoalWords::batch);
        String goals =
                COMMAND.matcher(batches.replace(CONVERT, CONVERT_GOAL)).replaceAll(GoalWords::goal);
        String typed =
                TYPED.matcher(goals)
                        .replaceAll(
                                it ->
                                        OPTIONS.contains(it.group(1))
                                                ? given(it.group(1), it.group(2))
                                                : Matcher.quoteReplacement(it.group()));
        return OPTION.matcher(typed)
                .replaceAll(
                        it ->
                                Matcher.quoteReplacement(
                                        OPTIONS.contains(it.group(1))
                                                ? parameter(it.group(1))
                                                : it.group()));
    }

    private static String goal(MatchResult found) {
        String options =
                OF_COMMAND
                        .matcher(found.group(2))
                        .replaceAll(
                                it ->
                                        " "
                                                + (it.group(2) == null
                                                        ? "-Dlifeguard." + parameter(it.group(1))
                                                        : given(it.group(1), it.group(2))));
        return Matcher.quoteReplacement("mvn lifeguard:" + found.group(1) + options);
    }

    private static String batch(MatchResult found) {
        return Matcher.quoteReplacement(
                "mvn lifeguard:batch -Dlifeguard.action="
                        + found.group(1)
                        + (found.group(2) == null ? "" : " -Dlifeguard.version=" + found.group(2))
                        + (found.group(3) == null ? "" : " -Dlifeguard.restart"));
    }

    private static String given(String option, String value) {
        return Matcher.quoteReplacement("-Dlifeguard.%s=%s".formatted(parameter(option), value));
    }

    /** Its name in camel case. */
    private static String parameter(String option) {
        StringBuilder name = new StringBuilder();
        for (String word : option.split("-", -1)) {
            name.append(
                    name.isEmpty()
                            ? word
                            : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
        }
        return name.toString();
    }
}
