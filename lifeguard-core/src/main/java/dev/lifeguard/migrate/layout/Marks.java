package dev.lifeguard.migrate.layout;

import java.util.Optional;

/**
 * What the comment lines of a layout's scripts say to whoever runs them; an extension point.
 *
 * <p>Directives of this tool, as {@code -- lifeguard:lock-timeout 5s}, mean the same under all
 * marks.
 */
public interface Marks {

    /**
     * What a comment says; empty where it is for people.
     *
     * @param comment the line behind its two dashes, as it is written, at most 8192 bytes of it
     */
    Optional<Mark> read(String comment);

    /** The line that begins an up section, as messages show it. */
    String up();

    /** The line that begins a down section, as messages show it. */
    String down();

    /** This project's own: {@code -- Up migration}, {@code -- migrate:up} and so on. */
    static Marks own() {
        return OwnMarks.MARKS;
    }

    /** None at all: all comments are for people. */
    static Marks none() {
        return NoMarks.MARKS;
    }

    /** What a comment says. */
    sealed interface Mark {

        /** What is said in one word. */
        enum Sign implements Mark {
            /** The up section begins in the next line. */
            UP,
            /** The down section begins in the next line. */
            DOWN,
            /**
             * There is no transaction: in the section that it stands in, above its statements;
             * above the first section, in the whole script.
             */
            NO_TRANSACTION,
            /**
             * A statement that is under way ends here, with a semicolon or without one: so it is
             * where one is said to begin or to end, and at a breakpoint. Within it semicolons end
             * statements as they do elsewhere.
             */
            STATEMENT_BREAK
        }

        /**
         * A mark that cannot be followed, so that the script does not run.
         *
         * @param reason what is wrong and what to do, in sentences
         */
        record Refused(String reason) implements Mark {}
    }
}
