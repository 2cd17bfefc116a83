package dev.lifeguard.migrate.script;

import dev.lifeguard.migrate.script.MarkerComment.LinePlace;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a script consists of, in the order in which it stands there. */
sealed interface ScriptItem {

    /**
     * A statement; a COPY … FROM STDIN is followed by its data.
     *
     * @param undeclared the first placeholder outside of quotes, where none are declared, or null
     */
    record Statement(
            String text,
            Position start,
            List<SqlStatement.Replaced> replaced,
            StatementForm form,
            @Nullable Undeclared undeclared)
            implements ScriptItem {

        SqlStatement numbered(int number) {
            return new SqlStatement(number, text, start, form.facts(), replaced);
        }
    }

    /**
     * A statement that cannot run in a transaction, though SET LOCAL was followed as if the section
     * ran in one: what is behind that was read wrong, and nothing after this is read right.
     */
    record OutsideAfterLocal(String name, Position position) implements ScriptItem {}

    /**
     * A comment line that begins a section.
     *
     * @param text the comment as written
     * @param before the byte offset of the line's beginning
     * @param section where the next line begins
     */
    record Marker(SectionKind kind, String text, Position position, long before, Place section)
            implements ScriptItem {}

    /**
     * A comment that was probably meant as a marker; nothing behind it is read right.
     *
     * @param text the comment as written
     * @param line where on its line it stands
     * @param unseen an invisible character, where nothing else is before it on its line, or null
     * @param position where it begins
     */
    record AlmostMarker(String text, LinePlace line, @Nullable String unseen, Position position)
            implements ScriptItem {}

    /**
     * A directive on a comment line of its own, between statements.
     *
     * @param text the comment as written
     */
    record PlacedDirective(Directive directive, String text, Position position)
            implements ScriptItem {}

    /** A mark at which a statement ends that is under way. */
    record Break() implements ScriptItem {}

    /**
     * The end of the script.
     *
     * @param byteOffset where that is
     */
    record End(long byteOffset) implements ScriptItem {}
}
