package dev.lifeguard.migrate.dialect;

import java.util.EnumSet;
import java.util.Set;

/**
 * What the script reader must know of a database's SQL.
 *
 * @param grammar whose statements they are
 * @param features everything in which the SQL goes beyond words, numbers, {@code '…'} strings,
 *     {@code "…"} names, {@code --} and block comments, parentheses and the closing semicolon
 */
public record LexerRules(Grammar grammar, Set<Feature> features) {

    /** Copies the set. */
    public LexerRules {
        features = Set.copyOf(features);
    }

    /** Whose statements control a transaction, and cannot be in one. */
    public enum Grammar {
        /** PostgreSQL. */
        POSTGRESQL,
        /** MariaDB and MySQL. */
        MYSQL,
        /** SQLite. */
        SQLITE,
        /** H2. */
        H2
    }

    /** One peculiarity of a database's SQL. */
    public enum Feature {
        /** A block comment ends only when those inside it have ended. */
        NESTED_COMMENTS,
        /** {@code #} begins a comment. */
        HASH_COMMENTS,
        /** {@code //} begins a comment. */
        SLASH_COMMENTS,
        /** {@code --} begins a comment only before a blank. */
        BLANK_AFTER_DASHES,
        /** What {@code /*!} and {@code /*M!} enclose is SQL. */
        EXECUTABLE_COMMENTS,
        /** Strings between two equal tags: {@code $$…$$}, {@code $tag$…$tag$}. */
        DOLLAR_QUOTES,
        /** Strings between {@code $$} and {@code $$}, without tags. */
        DOUBLE_DOLLAR_QUOTES,
        /** A letter before a string changes how it reads: {@code E'…'}, {@code U&'…'}. */
        PREFIXED_STRINGS,
        /** A backslash in a string without a prefix is an escape. */
        BACKSLASH_STRINGS,
        /** {@code "…"} is a string and no name. */
        DOUBLE_QUOTED_STRINGS,
        /** The setting standard_conforming_strings decides what a backslash in a string is. */
        STANDARD_STRINGS_SETTING,
        /** The setting sql_mode decides what a backslash in a string and {@code "…"} are. */
        SQL_MODE_SETTING,
        /** Names between backticks. */
        BACKTICK_NAMES,
        /** Names between brackets. */
        BRACKET_NAMES,
        /** A routine's body {@code BEGIN ATOMIC … END} holds statements with their semicolons. */
        ATOMIC_BODIES,
        /** So does the body of a routine, trigger or event, with IF, CASE and loops in it. */
        COMPOUND_BODIES,
        /** So does a trigger's body {@code BEGIN … END}, without any of them. */
        TRIGGER_BODIES,
        /** {@code COPY … FROM STDIN;} is followed by lines of data up to {@code \.}. */
        COPY_DATA,
        /** A backslash outside quotes begins a command of the client psql. */
        CLIENT_COMMANDS,
        /** DELIMITER changes what ends a statement, as in the clients mariadb and mysql. */
        DELIMITER_COMMAND,
        /** A dot before a statement begins a command of the shell sqlite3. */
        DOT_COMMANDS,
        /** PostgreSQL's SQL, but DDL is no part of the transaction that it stands in. */
        DDL_COMMITS_BY_ITSELF
    }

    /**
     * PostgreSQL, as psql reads it with standard_conforming_strings on; for a database that has it
     * off, add {@link Feature#BACKSLASH_STRINGS}.
     *
     * <p>Source: PostgreSQL manual, section 4.1 "Lexical Structure".
     */
    public static LexerRules postgresql() {
        return new LexerRules(
                Grammar.POSTGRESQL,
                EnumSet.of(
                        Feature.NESTED_COMMENTS,
                        Feature.DOLLAR_QUOTES,
                        Feature.PREFIXED_STRINGS,
                        Feature.STANDARD_STRINGS_SETTING,
                        Feature.ATOMIC_BODIES,
                        Feature.COPY_DATA,
                        Feature.CLIENT_COMMANDS));
    }

    /**
     * MariaDB and MySQL, as their clients read them with the default sql_mode; for ANSI_QUOTES take
     * {@link Feature#DOUBLE_QUOTED_STRINGS} away, for NO_BACKSLASH_ESCAPES {@link
     * Feature#BACKSLASH_STRINGS}.
     *
     * <p>Source: MySQL manual, chapter "Language Structure" and section "mysql Client Commands";
     * MariaDB manual, pages "Comment Syntax" and "Programmatic and Compound Statements".
     */
    public static LexerRules mysql() {
        return new LexerRules(
                Grammar.MYSQL,
                EnumSet.of(
                        Feature.HASH_COMMENTS,
                        Feature.BLANK_AFTER_DASHES,
                        Feature.EXECUTABLE_COMMENTS,
                        Feature.BACKSLASH_STRINGS,
                        Feature.DOUBLE_QUOTED_STRINGS,
                        Feature.SQL_MODE_SETTING,
                        Feature.BACKTICK_NAMES,
                        Feature.COMPOUND_BODIES,
                        Feature.DELIMITER_COMMAND));
    }

    /**
     * SQLite, as its shell reads it.
     *
     * <p>Source: SQLite documentation, pages "SQL As Understood By SQLite", "SQLite Keywords" and
     * "Command Line Shell For SQLite".
     */
    public static LexerRules sqlite() {
        return new LexerRules(
                Grammar.SQLITE,
                EnumSet.of(
                        Feature.BACKTICK_NAMES,
                        Feature.BRACKET_NAMES,
                        Feature.TRIGGER_BODIES,
                        Feature.DOT_COMMANDS));
    }

    /**
     * H2 in its regular mode.
     *
     * <p>Source: H2 documentation, page "SQL Grammar", and H2 2.3.232 itself.
     */
    public static LexerRules h2() {
        return new LexerRules(
                Grammar.H2,
                EnumSet.of(
                        Feature.NESTED_COMMENTS,
                        Feature.SLASH_COMMENTS,
                        Feature.DOUBLE_DOLLAR_QUOTES,
                        Feature.BACKTICK_NAMES));
    }

    /** Whether the database's SQL has this peculiarity. */
    public boolean has(Feature feature) {
        return features.contains(feature);
    }

    /** These rules, and this peculiarity. */
    public LexerRules with(Feature feature) {
        EnumSet<Feature> more = EnumSet.of(feature);
        more.addAll(features);
        return new LexerRules(grammar, more);
    }

    /** These rules, but not this peculiarity. */
    public LexerRules without(Feature feature) {
        EnumSet<Feature> less = EnumSet.noneOf(Feature.class);
        less.addAll(features);
        less.remove(feature);
        return new LexerRules(grammar, less);
    }
}
