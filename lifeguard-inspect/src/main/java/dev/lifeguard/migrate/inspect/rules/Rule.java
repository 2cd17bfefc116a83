package dev.lifeguard.migrate.inspect.rules;

import java.util.List;

/**
 * A rule for migrations, and examples of what it means.
 *
 * @param code as {@code LG-I01}
 * @param name as {@code index-blocks-writes}, which is what people write
 * @param level what a finding of it is where nothing else is said: error, warning or info
 * @param what what happens, in some sentences
 * @param safe how it is done without that, in some sentences
 * @param setup what is there before the examples
 * @param flagged what the rule finds
 * @param clean what does the same, or is meant instead, and is not found; empty where nothing is
 */
public record Rule(
        String code,
        String name,
        String level,
        String what,
        String safe,
        Example setup,
        List<Example> flagged,
        List<Example> clean) {

    /** Copies the lists. */
    public Rule {
        flagged = List.copyOf(flagged);
        clean = List.copyOf(clean);
    }

    /**
     * One migration.
     *
     * @param transaction how it runs
     * @param statements in their order
     */
    public record Example(Transaction transaction, List<Statement> statements) {

        /** Copies the list. */
        public Example {
            statements = List.copyOf(statements);
        }
    }

    /** How an example runs. */
    public enum Transaction {
        /** All in one transaction. */
        WHOLE,
        /** Each statement for itself. */
        NONE
    }

    /**
     * A statement, and what a server makes of it.
     *
     * @param sql without its closing semicolon
     * @param expected what a trace shows, a line each; none where it locks nothing
     */
    public record Statement(String sql, List<Expected> expected) {

        /** Copies the list. */
        public Statement {
            expected = List.copyOf(expected);
        }
    }

    /**
     * What a trace shows.
     *
     * @param oldest the oldest major version of PostgreSQL for which it holds
     * @param newest the newest one
     * @param line as {@code public.orders ShareLock build}, or {@code error 25001}
     */
    public record Expected(int oldest, int newest, String line) {

        /** Whether it holds for a version. */
        public boolean holdsFor(int major) {
            return oldest <= major && major <= newest;
        }
    }
}
