package dev.lifeguard.migrate.dialect;

import java.util.EnumSet;
import java.util.Set;

/**
 * What the script reader must know of a database's SQL.
 *
 * @param features everything in which the SQL goes beyond words, numbers, {@code '…'} strings,
 *     {@code "…"} names, {@code --} and block comments, parentheses and the closing semicolon
 */
public record LexerRules(Set<Feature> features) {

    /** Copies the set. */
    public LexerRules {
        features = Set.copyOf(features);
    }

    /** One peculiarity of a database's SQL. */
    public enum Feature {
        /** A block comment ends only when those inside it have ended. */
        NESTED_COMMENTS,
        /** Strings between two equal tags: {@code $$…$$}, {@code $tag$…$tag$}. */
        DOLLAR_QUOTES,
        /** A letter before a string changes how it reads: {@code E'…'}, {@code U&'…'}. */
        PREFIXED_STRINGS,
        /** The setting standard_conforming_strings decides what a backslash in a string is. */
        STANDARD_STRINGS_SETTING,
        /** A routine's body {@code BEGIN ATOMIC … END} holds statements with their semicolons. */
        ATOMIC_BODIES,
        /** {@code COPY … FROM STDIN;} is followed by lines of data up to {@code \.}. */
        COPY_DATA,
        /** A backslash outside quotes begins a command of the client psql. */
        CLIENT_COMMANDS
    }

    /**
     * PostgreSQL, as psql reads it with standard_conforming_strings on.
     *
     * <p>Source: PostgreSQL manual, section 4.1 "Lexical Structure".
     */
    public static LexerRules postgresql() {
        return new LexerRules(EnumSet.allOf(Feature.class));
    }

    /** Whether the database's SQL has this peculiarity. */
    public boolean has(Feature feature) {
        return features.contains(feature);
    }
}
