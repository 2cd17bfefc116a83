package dev.lifeguard.migrate.script;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Tells section markers, what was probably meant as one, and prose apart.
 *
 * <p>A comment is almost a marker, and refused, in two cases. First, when it begins like a marker
 * that a tool would read: {@code migrate:up} or {@code migrate:down} with something after it,
 * {@code +migrate}, {@code +goose}, {@code @undo}, {@code changeset}. Second, when it holds nothing
 * but words of a marker, up or down among them, with any punctuation: {@code -- Down migrations},
 * {@code -- migrate up}, {@code -- === Up Migration: ===}. Any other word in it makes it prose, so
 * {@code -- Up migration notes are in the wiki} is none. The word up or down alone counts only
 * between statements.
 */
final class MarkerComment {

    private static final Pattern BLANKS = Pattern.compile("[ \\t\\f\\x0B]+");
    private static final Pattern NOT_LETTERS = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final Pattern TOOL =
            Pattern.compile(
                    "(migrate:(up|down)|\\+ ?(migrate|goose|micrate|duck)\\b|(// ?)?@undo\\b"
                            + "|liquibase formatted sql|changeset [^ :]+:[^ ]).*");

    /** A line of another tool that says how statements are cut, which they are without it. */
    private static final Pattern TOOL_STATEMENT =
            Pattern.compile("\\+ ?(goose|migrate) statement ?(begin|end).*");

    /** A line of another tool that says that there is no transaction. */
    private static final Pattern TOOL_NO_TRANSACTION =
            Pattern.compile("\\+ ?goose no transaction.*");

    /** How every marker, and everything that is almost one, begins. */
    private static final Pattern CANDIDATE =
            Pattern.compile(
                    "[^\\p{L}]*+(up|down|undo|migrat|section|script|sql|part|begin|start|goose"
                            + "|rambler|dbmate|micrate|duck|liquibase|changeset)",
                    Pattern.CASE_INSENSITIVE);

    private static final Set<String> UP = Set.of("up", "ups");
    private static final Set<String> DOWN = Set.of("down", "downs", "undo");
    private static final Set<String> OTHER =
            Set.of(
                    "migrate",
                    "migration",
                    "migrations",
                    "section",
                    "script",
                    "sql",
                    "part",
                    "begin",
                    "start",
                    "goose",
                    "rambler",
                    "dbmate");

    private MarkerComment() {}

    /** The section that a comment line begins, if it does; {@code body} is without the dashes. */
    static Optional<SectionKind> sectionOf(String body) {
        if (!CANDIDATE.matcher(body).lookingAt()) {
            return Optional.empty();
        }
        return switch (normal(body)) {
            case "up migration", "migrate:up" -> Optional.of(SectionKind.UP);
            case "down migration", "migrate:down" -> Optional.of(SectionKind.DOWN);
            default -> Optional.empty();
        };
    }

    /** Whether a comment line is almost a marker. */
    static boolean isAlmostMarker(String body, CommentPlace place) {
        if (!CANDIDATE.matcher(body).lookingAt()) {
            return false;
        }
        String normal = normal(body);
        if (TOOL.matcher(normal).matches()) {
            return true;
        }
        List<String> words = NOT_LETTERS.splitAsStream(normal).filter(w -> !w.isEmpty()).toList();
        boolean directed = words.stream().anyMatch(MarkerComment::isDirection);
        boolean nothingElse =
                words.stream().allMatch(word -> isDirection(word) || OTHER.contains(word));
        return directed
                && nothingElse
                && (words.size() > 1 || place == CommentPlace.BETWEEN_STATEMENTS);
    }

    /** What is wrong with a comment that is almost a marker. */
    static String advice(String comment) {
        String normal = normal(comment);
        String body = normal.replaceFirst("^-- ?", "");
        if (TOOL_STATEMENT.matcher(body).matches()) {
            return "The comment \"%s\" is another tool's. Take it out: statements need no such mark."
                    .formatted(comment.strip());
        }
        if (TOOL_NO_TRANSACTION.matcher(body).matches()) {
            return ("The comment \"%s\" is another tool's. Write \"-- lifeguard:no-transaction\""
                            + " above the section's first statement.")
                    .formatted(comment.strip());
        }
        boolean down = DOWN.stream().anyMatch(normal::contains);
        SectionKind meant = down ? SectionKind.DOWN : SectionKind.UP;
        String other = down ? "-- migrate:down" : "-- migrate:up";
        return "The comment \"%s\" is almost a section marker. Write \"%s\" or \"%s\" and nothing"
                        .formatted(comment.strip(), meant.marker(), other)
                + " else on that line, or word the comment differently.";
    }

    private static boolean isDirection(String word) {
        return UP.contains(word) || DOWN.contains(word);
    }

    private static String normal(String body) {
        return BLANKS.matcher(body).replaceAll(" ").strip().toLowerCase(Locale.ROOT);
    }
}
