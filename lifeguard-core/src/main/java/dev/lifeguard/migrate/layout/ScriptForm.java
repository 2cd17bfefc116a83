package dev.lifeguard.migrate.layout;

import java.util.Optional;
import java.util.function.Function;

/**
 * How one script is written, as its layout says.
 *
 * @param part which part of a migration it is
 * @param marks what its comments say
 * @param substitution what becomes of placeholders in it
 * @param transaction whether it runs in one, where nothing in it says otherwise
 * @param values what the layout itself puts in for a placeholder, by its name; where that is empty
 *     it is what is declared. It is asked when the script is read, maybe by several threads
 */
public record ScriptForm(
        Part part,
        Marks marks,
        Substitution substitution,
        Transaction transaction,
        Function<String, Optional<String>> values) {

    /** A whole migration of this project's own layout. */
    public static final ScriptForm SECTIONS = own(Part.WHOLE);

    /** The up file of a pair of this project's own layout. */
    public static final ScriptForm UP_ONLY = own(Part.UP);

    /** The down file of such a pair. */
    public static final ScriptForm DOWN_ONLY = own(Part.DOWN);

    /** Which part of a migration a script is. */
    public enum Part {
        /** An up section and perhaps a down section, told apart by marks. */
        WHOLE,
        /** The up section, as a whole. */
        UP,
        /** The down section, as a whole. */
        DOWN
    }

    /** What becomes of <code>${name}</code> in statements. */
    public enum Substitution {
        /** It is text. */
        NEVER,
        /** Where any is declared it is replaced, and refused if it is not declared itself. */
        WHERE_DECLARED,
        /** It is replaced, and refused if it is not declared. */
        ALWAYS,
        /**
         * The same, also in the data of a COPY. A name is in any capitals and of any characters up
         * to the next brace, more dollar signs before it mean nothing, and so nothing makes it
         * text.
         */
        EVERYWHERE
    }

    /** Whether a script runs in a transaction. */
    public enum Transaction {
        /** It does, unless a statement in it cannot, or a mark or directive says otherwise. */
        USUAL,
        /** It does not. */
        NONE
    }

    /**
     * A script of another layout: it runs in a transaction, and placeholders are text in it.
     *
     * @param marks that of the layout
     */
    public static ScriptForm of(Part part, Marks marks) {
        return new ScriptForm(
                part, marks, Substitution.NEVER, Transaction.USUAL, ScriptForm::nothing);
    }

    /** The same with another way of placeholders. */
    public ScriptForm with(Substitution other) {
        return new ScriptForm(part, marks, other, transaction, values);
    }

    /** The same with or without a transaction. */
    public ScriptForm with(Transaction other) {
        return new ScriptForm(part, marks, substitution, other, values);
    }

    /** The same with values that the layout itself puts in. */
    public ScriptForm with(Function<String, Optional<String>> own) {
        return new ScriptForm(part, marks, substitution, transaction, own);
    }

    private static Optional<String> nothing(String ignoredName) {
        return Optional.empty();
    }

    private static ScriptForm own(Part part) {
        return new ScriptForm(
                part,
                Marks.own(),
                Substitution.WHERE_DECLARED,
                Transaction.USUAL,
                ScriptForm::nothing);
    }

    /** Whether it is this project's own layout, in which what is almost a mark is refused. */
    public boolean isOwn() {
        return marks == OwnMarks.MARKS;
    }
}
