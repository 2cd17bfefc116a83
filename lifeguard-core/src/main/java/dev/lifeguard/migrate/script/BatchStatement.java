package dev.lifeguard.migrate.script;

import dev.lifeguard.migrate.error.InvalidScriptException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A statement that runs in batches: its text, cut at the conditions on the key that say where a
 * batch begins and ends.
 *
 * @param terms what its directive says
 * @param statement as it is in the file
 * @param target the table whose rows it changes, as it is written; empty where that is not seen
 * @param parts the text and the conditions, in their order
 */
public record BatchStatement(
        BatchTerms terms, SqlStatement statement, Optional<String> target, List<Part> parts) {

    /** Copies the list. */
    public BatchStatement {
        parts = List.copyOf(parts);
    }

    /** A part of the statement. */
    public sealed interface Part {

        /** What runs of it, for one batch. */
        String of(Bounds bounds);
    }

    /** What becomes of the two conditions in one batch. */
    public interface Bounds {

        /**
         * The condition on a row to be behind the batch before.
         *
         * @param columns of the key, as the statement names them
         */
        String behindLast(List<String> columns);

        /** The condition on a row to be in the batch or before it. */
        String upToEnd(List<String> columns);
    }

    /** SQL that is the same in each batch. */
    record Text(String text) implements Part {

        @Override
        public String of(Bounds bounds) {
            return text;
        }
    }

    /**
     * {@code key > :from}.
     *
     * @param written as it is in the file
     */
    record From(List<String> columns, String written) implements Part {

        @Override
        public String of(Bounds bounds) {
            return bounds.behindLast(columns);
        }
    }

    /**
     * {@code key <= :to}.
     *
     * @param written as it is in the file
     */
    record To(List<String> columns, String written) implements Part {

        @Override
        public String of(Bounds bounds) {
            return bounds.upToEnd(columns);
        }
    }

    /** What runs in one batch. */
    public String text(Bounds bounds) {
        return parts.stream().map(part -> part.of(bounds)).collect(Collectors.joining());
    }

    /** The same text with values in place of both bounds, so that nothing in it has moved. */
    public String withValues() {
        StringBuilder text = new StringBuilder();
        for (Part part : parts) {
            text.append(
                    switch (part) {
                        case Text same -> same.text();
                        case From from -> withValue(from.written(), ":from");
                        case To to -> withValue(to.written(), ":to");
                    });
        }
        return text.toString();
    }

    private static String withValue(String condition, String bound) {
        int kept = condition.length() - bound.length();
        return condition.substring(0, kept) + "'" + "0".repeat(bound.length() - 2) + "'";
    }

    /** The same that changes no row. */
    public String idle() {
        return text(
                new Bounds() {
                    @Override
                    public String behindLast(List<String> columns) {
                        return "(1 = 0)";
                    }

                    @Override
                    public String upToEnd(List<String> columns) {
                        return "(1 = 0)";
                    }
                });
    }

    /**
     * What makes it the same work: the table, the key and the SQL; not how large or fast its
     * batches are.
     */
    public String spec() {
        return String.join("\n", terms.table(), String.join(",", terms.key()), statement.text());
    }

    /**
     * Whether a name in SQL and another one mean the same: capitals count where both are in quotes.
     */
    public static boolean isSameName(String one, String other) {
        return (isQuoted(one) && isQuoted(other))
                ? bare(one).equals(bare(other))
                : bare(one).equalsIgnoreCase(bare(other));
    }

    private static boolean isQuoted(String name) {
        return !name.isEmpty() && "\"`[".indexOf(name.charAt(0)) >= 0;
    }

    /** The name without its quotes. */
    public static String bare(String name) {
        if (!isQuoted(name)) {
            return name;
        }
        String quote = name.substring(name.length() - 1);
        return name.substring(1, name.length() - 1).replace(quote + quote, quote);
    }

    /**
     * Cuts a statement.
     *
     * @throws InvalidScriptException when its conditions are none that a batch can have
     */
    static BatchStatement of(BatchTerms terms, SqlStatement statement, ScriptSource script) {
        BatchConditions conditions = new BatchConditions(terms, statement, script);
        List<Part> parts = conditions.parts();
        return new BatchStatement(terms, statement, conditions.target(), parts);
    }
}
