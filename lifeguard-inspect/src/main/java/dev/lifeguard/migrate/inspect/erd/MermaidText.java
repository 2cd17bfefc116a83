package dev.lifeguard.migrate.inspect.erd;

import dev.lifeguard.migrate.inspect.erd.DiagramColumn.Mark;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A diagram as text of Mermaid, which GitHub, GitLab and others show as a picture:
 * https://mermaid.js.org/syntax/entityRelationshipDiagram.html.
 */
public final class MermaidText {

    private static final String STYLE =
            "    classDef neighbour fill:#f0f0f0,stroke:#a0a0a0,color:#606060\n";

    /** What Mermaid reads where nobody has set it to another value (maxTextSize). */
    private static final int LONGEST = 50_000;

    private MermaidText() {}

    /**
     * The text; lines end with a line feed. Where Mermaid would refuse it for its length, columns
     * that belong to no key are left out, and counted.
     */
    public static String of(DiagramView view) {
        String whole = text(view, column -> true);
        return whole.length() <= LONGEST ? whole : text(view, MermaidText::isKey);
    }

    /** A text with a comment that says who wrote it. */
    static String marked(String text) {
        return text.replaceFirst("\n", "\n    %% " + DiagramFile.MARK + "\n");
    }

    private static boolean isKey(DiagramColumn column) {
        return column.is(Mark.PRIMARY_KEY) || column.is(Mark.FOREIGN_KEY) || column.is(Mark.UNIQUE);
    }

    private static String text(DiagramView view, Predicate<DiagramColumn> shown) {
        StringBuilder text = new StringBuilder("erDiagram\n");
        view.tables().forEach(table -> append(table, shown, text));
        view.neighbours()
                .forEach(
                        name ->
                                text.append("    ")
                                        .append(MermaidName.entity(name.label()))
                                        .append(":::neighbour\n"));
        view.relations().forEach(relation -> append(relation, text));
        return text.append(view.neighbours().isEmpty() ? "" : STYLE).toString();
    }

    private static void append(
            DiagramTable table, Predicate<DiagramColumn> shown, StringBuilder text) {
        text.append("    ").append(MermaidName.entity(table.name().label())).append(" {\n");
        List<DiagramColumn> columns = table.columns().stream().filter(shown).toList();
        for (DiagramColumn column : columns) {
            text.append("        ").append(line(table, column)).append('\n');
        }
        int more = table.columns().size() - columns.size();
        if (more > 0) {
            text.append("        … … \"%s more columns\"\n".formatted(more));
        }
        text.append("    }\n");
    }

    private static String line(DiagramTable table, DiagramColumn column) {
        List<String> notes = table.notes(column);
        String name = MermaidName.word(column.name());
        if (!name.equals(column.name()) || MermaidName.isEmphasis(name)) {
            notes.addFirst("named " + column.name());
        }
        StringBuilder line = new StringBuilder(MermaidName.type(column.type()));
        line.append(' ').append(name);
        String keys = keys(column);
        if (!keys.isEmpty()) {
            line.append(' ').append(keys);
        }
        if (!notes.isEmpty()) {
            line.append(' ').append(MermaidName.quoted(String.join("; ", notes)));
        }
        return line.toString();
    }

    private static String keys(DiagramColumn column) {
        List<Mark> marks =
                new ArrayList<>(List.of(Mark.PRIMARY_KEY, Mark.FOREIGN_KEY, Mark.UNIQUE));
        marks.retainAll(column.marks());
        return marks.stream()
                .map(
                        mark ->
                                switch (mark) {
                                    case PRIMARY_KEY -> "PK";
                                    case FOREIGN_KEY -> "FK";
                                    case UNIQUE -> "UK";
                                    case NULLABLE, COMPUTED -> "";
                                })
                .collect(Collectors.joining(", "));
    }

    private static void append(Relation relation, StringBuilder text) {
        text.append("    ")
                .append(MermaidName.entity(relation.parent().label()))
                .append(
                        switch (relation.parents()) {
                            case EXACTLY_ONE -> " ||--";
                            case AT_MOST_ONE -> " |o--";
                        })
                .append(
                        switch (relation.children()) {
                            case AT_MOST_ONE -> "o| ";
                            case ANY_NUMBER -> "o{ ";
                        })
                .append(MermaidName.entity(relation.child().label()))
                .append(" : ")
                .append(MermaidName.quoted(relation.label()))
                .append('\n');
    }
}
