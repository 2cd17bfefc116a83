package dev.lifeguard.migrate.script;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the directive in a comment: every comment that begins with {@code lifeguard:} is one.
 *
 * <p>What was probably meant as one is refused as unknown: the name of a directive behind lifeguard
 * without a colon or misspelled, behind another word and a colon, or alone. Before a blank, {@code
 * irreversible} is a word of prose.
 */
final class DirectiveComment {

    private static final Pattern DIRECTIVE =
            Pattern.compile(
                    "lifeguard[ \\t]*:(?<name>[^ \\t]*)(?<value>.*)",
                    Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern ALMOST =
            Pattern.compile(
                    "l[a-z]{5,9}d([ _-]?migrate)?[ \\t]*[:=_.-]?[ \\t]*"
                            + "(no[ _-]?transaction|irreversible|nothing[ _-]?to[ _-]?undo"
                            + "|lock[ _-]?timeout)\\b.*"
                            + "|[a-z_-]+:(no[_-]?transaction|nothing[_-]?to[_-]?undo"
                            + "|lock[_-]?timeout)\\b.*|nothing[_-]to[_-]undo\\b.*"
                            + "|no[_-]transaction|lock[_-]timeout[ \\t:=]+[0-9]+[ \\t]*[a-z]*",
                    Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern PLACEHOLDER =
            Pattern.compile("[<\\[{(\"']*reason[>\\]})\"'.]*", Pattern.CASE_INSENSITIVE);
    private static final Pattern DURATION =
            Pattern.compile("(?<number>[0-9]{1,10})[ \\t]*(?<unit>ms|s|m|h)");

    /** PostgreSQL's lock_timeout holds at most 2^31 - 1 milliseconds. */
    static final Duration LONGEST = Duration.ofMillis(Integer.MAX_VALUE);

    private DirectiveComment() {}

    /** The directive in a comment, if it is meant as one; {@code body} is without the dashes. */
    static Optional<Directive> directiveIn(String body) {
        String text = body.strip();
        Matcher matcher = DIRECTIVE.matcher(text);
        if (!matcher.matches()) {
            return ALMOST.matcher(text).matches() ? Optional.of(unknown(text)) : Optional.empty();
        }
        String value = matcher.group("value").strip();
        return Optional.of(
                switch (matcher.group("name").toLowerCase(Locale.ROOT)) {
                    case "no-transaction" -> noTransaction(value);
                    case "irreversible" -> irreversible(value);
                    case "nothing-to-undo" -> nothingToUndo(value);
                    case "lock-timeout" -> lockTimeout(value);
                    case "allow" -> allow(value);
                    case "batch" -> BatchWords.read(value);
                    case "requires" -> requires(value);
                    case "squashed" -> new Directive.Squashed();
                    case "up" -> section(text, SectionKind.UP);
                    case "down" -> section(text, SectionKind.DOWN);
                    default -> unknown(text);
                });
    }

    /** The same where only what begins as one is meant as one. */
    static Optional<Directive> exactlyIn(String body) {
        return body.stripLeading().regionMatches(true, 0, "lifeguard", 0, "lifeguard".length())
                        && DIRECTIVE.matcher(body.strip()).matches()
                ? directiveIn(body)
                : Optional.empty();
    }

    private static Directive noTransaction(String value) {
        return value.isEmpty()
                ? new Directive.NoTransaction()
                : new Directive.Malformed(
                        ("The directive \"-- lifeguard:no-transaction\" takes no value, but has"
                                        + " \"%s\". Put that on a comment line of its own.")
                                .formatted(value));
    }

    private static Directive irreversible(String value) {
        return value.isEmpty()
                ? new Directive.Malformed(
                        "The directive \"-- lifeguard:irreversible\" needs a reason. Write"
                                + " \"-- lifeguard:irreversible REASON\".")
                : isPlaceholder(value)
                        ? new Directive.Malformed(noReason("irreversible", value))
                        : new Directive.Irreversible(value);
    }

    private static Directive nothingToUndo(String value) {
        return value.isEmpty()
                ? new Directive.Malformed(
                        "The directive \"-- lifeguard:nothing-to-undo\" needs a reason. Write"
                                + " \"-- lifeguard:nothing-to-undo REASON\".")
                : isPlaceholder(value)
                        ? new Directive.Malformed(noReason("nothing-to-undo", value))
                        : new Directive.NothingToUndo(value);
    }

    /** What help and messages write in place of a reason. */
    private static boolean isPlaceholder(String value) {
        return PLACEHOLDER.matcher(value).matches();
    }

    private static String noReason(String directive, String value) {
        return "The directive \"-- lifeguard:%s\" has \"%s\" in place of a reason. Write the reason."
                .formatted(directive, value);
    }

    private static Directive lockTimeout(String value) {
        Optional<Duration> duration =
                duration(value)
                        .filter(Duration::isPositive)
                        .filter(given -> given.compareTo(LONGEST) <= 0);
        if (duration.isPresent()) {
            return new Directive.LockTimeout(duration.get());
        }
        return new Directive.Malformed(
                ("The directive \"-- lifeguard:lock-timeout\" has the value \"%s\". Write a whole"
                                + " number from 1 on with its unit ms, s, m or h, at most 596h:"
                                + " \"-- lifeguard:lock-timeout 5s\".")
                        .formatted(value));
    }

    /** A whole number with its unit, or empty for anything else. */
    static Optional<Duration> duration(String value) {
        Matcher matcher = DURATION.matcher(value);
        return matcher.matches()
                ? Optional.of(
                        unit(matcher.group("unit"))
                                .multipliedBy(Long.parseLong(matcher.group("number"))))
                : Optional.empty();
    }

    private static Directive requires(String value) {
        return value.matches("[0-9]{14}")
                ? new Directive.Requires(Long.parseLong(value))
                : new Directive.Malformed(
                        ("The directive \"-- lifeguard:requires\" has the value \"%s\". Write the"
                             + " 14 digits of a migration with batches: \"-- lifeguard:requires"
                             + " 20240120120000\".")
                                .formatted(value));
    }

    /** Which rules there are is known to lint alone. */
    private static Directive allow(String value) {
        String[] words = value.split("[ \\t]+", 2);
        String reason = words.length == 1 || isPlaceholder(words[1]) ? "" : words[1];
        return words[0].isEmpty()
                ? new Directive.Malformed(
                        "The directive \"-- lifeguard:allow\" needs the name of a rule of lint and"
                                + " a reason. Write \"-- lifeguard:allow RULE REASON\".")
                : new Directive.Allow(words[0], reason);
    }

    private static Directive section(String text, SectionKind kind) {
        return new Directive.Malformed(
                "The comment \"-- %s\" begins no section. Write \"%s\" or \"-- migrate:%s\"."
                        .formatted(text, kind.marker(), kind.name().toLowerCase(Locale.ROOT)));
    }

    private static Directive unknown(String text) {
        return new Directive.Malformed(
                ("Unknown directive \"%s\". There are \"-- lifeguard:no-transaction\","
                                + " \"-- lifeguard:irreversible REASON\","
                                + " \"-- lifeguard:nothing-to-undo REASON\","
                                + " \"-- lifeguard:lock-timeout 5s\","
                                + " \"-- lifeguard:allow RULE REASON\","
                                + " \"-- lifeguard:batch table=NAME key=COLUMN\" and"
                                + " \"-- lifeguard:requires VERSION\".")
                        .formatted(text));
    }

    private static Duration unit(String unit) {
        return switch (unit) {
            case "ms" -> Duration.ofMillis(1);
            case "s" -> Duration.ofSeconds(1);
            case "m" -> Duration.ofMinutes(1);
            default -> Duration.ofHours(1);
        };
    }
}
