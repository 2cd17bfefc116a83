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
    PROPERTY("\\s*--\\s*property\\s+.*:.*\\s+.*:.*"),
    ALMOST_PROPERTY("\\s*-+\\s*property\\s.*", "--property name:… value:…"),
    IGNORE_LINES("--\\s*ignoreLines:(?<rest>\\w+)"),
    ALMOST_IGNORE_LINES("-\\s*ignoreLines:\\w+.*|--\\s*ignore:\\w+", "--ignoreLines:1"),
    CHANGESET("\\s*--\\s*changeset\\s+(\"[^\"]+\"|[^:]+):\\s*(\"[^\"]+\"|\\S+).*"),
    ALMOST_CHANGESET("-\\s*changeset\\s.*|\\s*--\\s*changeset\\s*.*", "--changeset author:id"),
    PAID(
            "\\s*--\\s*(rollbackSqlFile\\s+.*|tagDatabase:\\s+.*|include\\s+file:.*"
                    + "|includeAll\\s+.*)"),
    COMMENT("--\\s*comment:? .*"),
    ALMOST_COMMENT("-\\s*comment:? .*|--\\s*comments:? .*", "--comment …"),
    VALID_CHECK_SUM("--\\s*validCheckSum:? (?<rest>.*)"),
    ALMOST_VALID_CHECK_SUM("-\\s*validCheckSum.*", "--validCheckSum: …"),
    ROLLBACK("\\s*--\\s*rollback (?<rest>.*)"),
    ALMOST_ROLLBACK("\\s*-\\s*rollback\\s.*", "--rollback …"),
    ROLLBACK_BLOCK("\\s*/\\*\\s*liquibase\\s*rollback\\s*"),
    PRECONDITIONS("\\s*--\\s*preconditions(?<rest>.*)"),
    ALMOST_PRECONDITIONS("\\s*-\\s*preconditions\\s.*", "--preconditions onFail:…"),
    PRECONDITION("\\s*--\\s*precondition-(?<rest>[a-zA-Z0-9-]+) .*"),
    ALMOST_PRECONDITION(
            "\\s*-\\s*precondition.*|\\s*--\\s*precondition-[a-zA-Z0-9-]+",
            "--precondition-sql-check expectedResult:…");

    private final Pattern shape;
    private final String right;

    Directive(String shape) {
        this(shape, "");
    }

    /** What is almost one; the right way to write it. */
    Directive(String shape, String right) {
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

    /** What a line says; empty where it is SQL. */
    static Optional<Said> of(String line) {
        int first = 0;
        while (first < line.length() && line.charAt(first) <= ' ') {
            first++;
        }
        if (first == line.length() || (line.charAt(first) != '-' && line.charAt(first) != '/')) {
            return Optional.empty();
        }
        for (Directive directive : values()) {
            Matcher words = directive.shape.matcher(line);
            if (words.matches()) {
                return Optional.of(new Said(directive, words));
            }
        }
        return Optional.empty();
    }
}
