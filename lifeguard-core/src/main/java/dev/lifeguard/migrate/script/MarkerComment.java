package dev.lifeguard.migrate.script;

import dev.lifeguard.migrate.layout.Marks;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Tells section markers, what was probably meant as one, and prose apart.
 *
 * <p>A comment is almost a marker, and refused, in three cases. First, when it begins like a marker
 * that a tool would read: {@code migrate:up} or {@code migrate:down} with something after it,
 * {@code +migrate}, {@code +goose}, {@code @undo}, {@code changeset}, {@code create above / drop
 * below}, {@code Down migration} with anything behind it, as node-pg-migrate takes it. Second, when
 * it names a way back as a part of the file and goes on behind punctuation: {@code Rollback script:
 * drops it}. Third, when it holds nothing but words of a marker, up or down among them, with any
 * punctuation: {@code -- Down migrations}, {@code -- migrate up}, {@code -- === Rollback ===}, or
 * the two of a {@link MistypedMarker}. Any other word makes it prose, so {@code -- Up migration
 * notes are in the wiki} and {@code -- Roll back plan: none} are none; nor is {@code -- ROLLBACK;},
 * which is SQL that was taken out. A single word counts only between statements, unless a sign such
 * as {@code @} stands before it.
 *
 * <p>Ways down are watched more closely than ways up: what is taken for a comment there is run.
 */
final class MarkerComment {

    private static final Pattern BLANKS = Pattern.compile("[ \\t\\f\\x0B]+");

    /** What is in a word without being seen. */
    private static final Pattern FORMAT = Pattern.compile("\\p{Cf}");

    private static final Pattern NOT_LETTERS = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final Pattern TOOL =
            Pattern.compile(
                    "(migrate:(up|down)|\\+ ?(migrate|goose|micrate|duck)\\b|(// ?)?@undo\\b"
                            + "|liquibase formatted sql|changeset [^ :]+:[^ ]"
                            + "|[^\\p{L}]*create above ?/ ?drop below|[@+] ?(up|down)s?\\b"
                            + "|[^\\p{L}]*down[ _-]?migrations?\\b"
                            + "|[^\\p{L}]*(down|undo|roll ?back|revert)[ _-](script|section)s?"
                            + " ?[:(\u2013\u2014-]"
                            + "|revert [^ ]+ from [a-z]+$|running downgrade ).*");

    private static final Pattern SURELY_TOOL =
            Pattern.compile("(migrate:(up|down)\\b|\\+ ?(migrate|goose) (up|down)\\b).*");

    /** Words that are written as one. */
    private static final Pattern JOINED =
            Pattern.compile(
                    "\\b(?:(up|down|undo|rollback|revert)(migrations?|scripts?|sections?|sql)"
                            + "|(migrate|migration)(up|down))\\b|\\b(roll) (back)\\b");

    /** A line of another tool that says how statements are cut, which they are without it. */
    private static final Pattern TOOL_STATEMENT =
            Pattern.compile("\\+ ?(goose|migrate) statement ?(begin|end).*");

    /** A line of another tool that says that there is no transaction. */
    private static final Pattern TOOL_NO_TRANSACTION =
            Pattern.compile("\\+ ?goose no transaction.*");

    /** How every marker, and everything that is almost one, begins. */
    private static final Pattern CANDIDATE =
            Pattern.compile(
                    "[^\\p{L}]*+(up|down|undo|roll ?back|revert|backward|reverse|unapply|create"
                            + " above|running|migrat|section|script|sql|part|begin|start|goose"
                            + "|rambler|dbmate|micrate|duck|liquibase|changeset)",
                    Pattern.CASE_INSENSITIVE);

    private static final Set<String> UP = Set.of("up", "ups");
    private static final Set<String> DOWN =
            Set.of(
                    "down",
                    "downs",
                    "undo",
                    "rollback",
                    "rollbacks",
                    "revert",
                    "reverse",
                    "backward",
                    "backwards",
                    "unapply",
                    "downgrade");
    private static final Set<String> OTHER =
            Set.of(
                    "migrate",
                    "migration",
                    "migrations",
                    "section",
                    "sections",
                    "script",
                    "scripts",
                    "statements",
                    "commands",
                    "changes",
                    "below",
                    "here",
                    "sql",
                    "part",
                    "begin",
                    "start",
                    "goose",
                    "rambler",
                    "dbmate");

    /** Where on its line a comment stands. */
    enum LinePlace {
        /** Nothing but blanks is before it. */
        ALONE,
        /** Something else is. */
        BEHIND
    }

    private MarkerComment() {}

    /** The section that a comment line begins, if it does; {@code body} is without the dashes. */
    static Optional<SectionKind> sectionOf(String body) {
        if (!CANDIDATE.matcher(body).lookingAt()) {
            return Optional.empty();
        }
        return Marks.own()
                .read(body)
                .map(mark -> mark == Marks.Mark.Sign.UP ? SectionKind.UP : SectionKind.DOWN);
    }

    /** Whether a comment is a mark that only a tool writes, wherever it stands. */
    static boolean isOfATool(String body) {
        return CANDIDATE.matcher(body).lookingAt() && SURELY_TOOL.matcher(normal(body)).matches();
    }

    /** Whether a comment line is almost a marker. */
    static boolean isAlmostMarker(String body, CommentPlace place) {
        if (!CANDIDATE.matcher(body).lookingAt()) {
            return MistypedMarker.mayBe(body) && mistyped(body).isPresent();
        }
        String normal = withoutFormat(normal(body));
        if (TOOL.matcher(normal).matches()) {
            return true;
        }
        List<String> words = words(normal);
        if (MistypedMarker.meant(words).isPresent()) {
            return true;
        }
        boolean directed = words.stream().anyMatch(MarkerComment::isDirection);
        boolean nothingElse =
                words.stream().allMatch(word -> isDirection(word) || OTHER.contains(word));
        return directed
                && nothingElse
                && !normal.endsWith(";")
                && (words.size() > 1 || place == CommentPlace.BETWEEN_STATEMENTS);
    }

    private static Optional<SectionKind> mistyped(String body) {
        return MistypedMarker.meant(words(withoutFormat(normal(body))));
    }

    private static List<String> words(String normal) {
        String parted =
                JOINED.matcher(normal)
                        .replaceAll(
                                joined ->
                                        joined.group(5) != null
                                                ? "rollback"
                                                : joined.group(1) != null
                                                        ? joined.group(1) + " " + joined.group(2)
                                                        : joined.group(3) + " " + joined.group(4));
        return NOT_LETTERS.splitAsStream(parted).filter(word -> !word.isEmpty()).toList();
    }

    /** What is wrong with a comment that is almost a marker. */
    static String advice(ScriptItem.AlmostMarker almost) {
        String comment = almost.text();
        String unseenBefore = almost.unseen();
        String normal = normal(comment);
        String body = normal.replaceFirst("^-- ?", "");
        if (unseenBefore != null && sectionOf(body).isPresent()) {
            return ("The comment \"%s\" begins no section here%s. Take that character out, or word"
                            + " the comment differently.")
                    .formatted(comment.strip(), standsBefore(unseenBefore));
        }
        if (almost.line() == LinePlace.BEHIND && sectionOf(body).isPresent()) {
            return ("The comment \"%s\" begins no section here: something stands before it, which"
                            + " may be an invisible character. Put it on a line of its own, or word"
                            + " it differently.")
                    .formatted(comment.strip());
        }
        if (TOOL_STATEMENT.matcher(body).matches()) {
            return "The comment \"%s\" is another tool's. Take it out: statements need no such mark."
                    .formatted(comment.strip());
        }
        if (TOOL_NO_TRANSACTION.matcher(body).matches()) {
            return ("The comment \"%s\" is another tool's. Write \"-- lifeguard:no-transaction\""
                            + " above the section's first statement.")
                    .formatted(comment.strip());
        }
        boolean down =
                mistyped(body).filter(kind -> kind == SectionKind.DOWN).isPresent()
                        || normal.contains("drop below")
                        || normal.contains("roll back")
                        || DOWN.stream().anyMatch(normal::contains);
        SectionKind meant = down ? SectionKind.DOWN : SectionKind.UP;
        String other = down ? "-- migrate:down" : "-- migrate:up";
        String unseen =
                unseenBefore != null
                        ? standsBefore(unseenBefore)
                        : UnseenCharacter.in(body).map(": it holds "::concat).orElse("");
        return "The comment \"%s\" is almost a section marker%s. Write \"%s\" or \"%s\" and nothing"
                        .formatted(comment.strip(), unseen, meant.marker(), other)
                + " else on that line, or word the comment differently.";
    }

    /** Names an invisible character, for the end of a clause. */
    static String standsBefore(String unseen) {
        return ": " + unseen + ", which is not drawn, stands before it on its line";
    }

    private static boolean isDirection(String word) {
        return UP.contains(word) || DOWN.contains(word);
    }

    private static String withoutFormat(String normal) {
        return FORMAT.matcher(normal).replaceAll("");
    }

    private static String normal(String body) {
        return BLANKS.matcher(body).replaceAll(" ").strip().toLowerCase(Locale.ROOT);
    }
}
