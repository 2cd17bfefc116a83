package dev.lifeguard.migrate.script;

import java.util.List;

/** What a script consists of, in the order in which it stands there. */
sealed interface ScriptItem {

    /** A statement; a COPY … FROM STDIN is followed by its data. */
    record Statement(
            String text, Position start, List<SqlStatement.Replaced> replaced, StatementForm form)
            implements ScriptItem {

        SqlStatement numbered(int number) {
            return new SqlStatement(number, text, start, form.kind(), form.name(), replaced);
        }
    }

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
     */
    record AlmostMarker(String text, Position position) implements ScriptItem {}

    /**
     * A directive on a comment line of its own, between statements.
     *
     * @param text the comment as written
     */
    record PlacedDirective(Directive directive, String text, Position position)
            implements ScriptItem {}

    /**
     * The end of the script.
     *
     * @param byteOffset where that is
     */
    record End(long byteOffset) implements ScriptItem {}
}
