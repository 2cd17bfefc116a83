package dev.lifeguard.migrate.layouts.liquibase;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a line of a changelog says, by Liquibase's rules, in the order in which they are tried.
 *
 * <p>What is almost one, as with one dash, Liquibase refuses, wherever it stands; so it is here.
 */
enum Directive {
    PROPERTY("p", "\\s*--\\s*property\\s+.*:.*\\s+.*:.*"),
    ALMOST_PROPERTY("p", "\\s*-+\\s*property\\s.*", "--property name:… value:…"),
    IGNORE_LINES("i", "--\\s*ignoreLines:(?<rest>\\w+)"),
    ALMOST_IGNORE_LINES("i", "-\\s*ignoreLines:\\w+.*|--\\s*ignore:\\w+", "--ignoreLines:1"),
    CHANGESET(
            "c",
            "\\s*--\\s*changeset\\s+(?<author>\"[^\"]+\"|[^:]+):(?<gap>\\s*)"
                    + "(?<id>\"[^\"]+\"|\\S+).*"),
    ALMOST_CHANGESET("c", "-\\s*changeset\\s.*|\\s*--\\s*changeset\\s*.*", "--changeset author:id"),
    PAID(
            "rti",
            "\\s*--\\s*(rollbackSqlFile\\s+.*|tagDatabase:\\s+.*|include\\s+file:.*"
                    + "|includeAll\\s+.*)"),
    COMMENT("c", "--\\s*comment:? .*"),
    ALMOST_COMMENT("c", "-\\s*comment:? .*|--\\s*comments:? .*", "--comment …"),
    VALID_CHECK_SUM("v", "--\\s*validCheckSum:? (?<rest>.*)"),
    ALMOST_VALID_CHECK_SUM("v", "-\\s*validCheckSum.*", "--validCheckSum: …"),
    ROLLBACK("r", "\\s*--\\s*rollback (?<rest>.*)"),
    ALMOST_ROLLBACK("r", "\\s*-\\s*rollback\\s.*", "--rollback …"),
    ROLLBACK_BLOCK("l", "\\s*/\\*\\s*liquibase\\s*rollback\\s*"),
    PRECONDITIONS("p", "\\s*--\\s*preconditions(?<rest>.*)"),
    ALMOST_PRECONDITIONS("p", "\\s*-\\s*preconditions\\s.*", "--preconditions onFail:…"),
    PRECONDITION("p", "\\s*--\\s*precondition-(?<rest>[a-zA-Z0-9-]+) .*"),
    ALMOST_PRECONDITION(
            "p",
            "\\s*-\\s*precondition.*|\\s*--\\s*precondition-[a-zA-Z0-9-]+",
            "--precondition-sql-check expectedResult:…");

    private static final Directive[] ALL = values();

    private final String letters;
    private final Pattern shape;
    private final String right;

    Directive(String letters, String shape) {
        this(letters, shape, "");
    }

    /**
     * What is almost one.
     *
     * @param letters with one of which its first word begins: most lines need not be matched then
     * @param right the right way to write it
     */
    Directive(String letters, String shape, String right) {
        this.letters = letters;
        this.shape = Pattern.compile(shape, Pattern.CASE_INSENSITIVE);
        this.right = right;
    }

    /** A line that says something. */
    record Said(Directive directive, Matcher words) {

        /** What stands behind its name. */
        String rest() {
            return words.group("rest");
        }

        /** In which column that begins, from 0. */
        int restAt() {
            return words.start("rest");
        }

        /** Whether Liquibase refuses it. */
        boolean isAlmostOne() {
            return !directive.right.isEmpty();
        }

        /** How it is written rightly. */
        String right() {
            return directive.right;
        }
    }

    /** Whether a line of a text begins as those do that say something. */
    static boolean mayBeIn(String text, int start, int end) {
        int first = start;
        while (first < end && text.charAt(first) <= ' ') {
            first++;
        }
        return first < end && (text.charAt(first) == '-' || text.charAt(first) == '/');
    }

    /** The first one of the first word, in small; a blank where there is none. */
    private static char letter(String line) {
        for (int at = 0; at < line.length(); at++) {
            char next = line.charAt(at);
            if (next > ' ' && next != '-' && next != '/' && next != '*') {
                return Character.toLowerCase(next);
            }
        }
        return ' ';
    }

    /** What a line says; empty where it is SQL. */
    static Optional<Said> of(String line) {
        if (!mayBeIn(line, 0, line.length())) {
            return Optional.empty();
        }
        char letter = letter(line);
        for (Directive directive : ALL) {
            if (directive.letters.indexOf(letter) < 0) {
                continue;
            }
            Matcher words = directive.shape.matcher(line);
            if (words.matches()) {
                return Optional.of(new Said(directive, words));
            }
        }
        return Optional.empty();
    }
}
