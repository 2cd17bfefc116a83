package dev.lifeguard.migrate.erd;

import dev.lifeguard.migrate.inspect.erd.DiagramColumn;
import dev.lifeguard.migrate.inspect.erd.DiagramColumn.Mark;
import dev.lifeguard.migrate.inspect.erd.DiagramTable;
import dev.lifeguard.migrate.inspect.erd.DiagramView;
import dev.lifeguard.migrate.inspect.erd.Relation;
import dev.lifeguard.migrate.inspect.erd.TableName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A diagram as text of PlantUML. Every character of a name that is no letter, no digit and no space
 * stands as its number, so that no name can be markup, a directive or a file to include.
 */
final class PlantUmlText {

    /** White, so that it can be read on a dark page, too. */
    private static final String HEAD =
            """
            @startuml
            !pragma layout smetana
            hide circle
            hide stereotype
            <style>
            root {
              BackgroundColor #ffffff
            }
            classDiagram {
              class {
                BackgroundColor #ffffff
                LineColor #57606a
                FontColor #1f2328
                FontSize 12
                header {
                  BackgroundColor #ddf4ff
                  FontStyle bold
                  FontSize 13
                }
              }
              arrow {
                LineColor #57606a
                FontColor #57606a
                FontSize 10
              }
              .neighbour {
                BackgroundColor #f0f0f0
                LineColor #a0a0a0
                FontColor #606060
                header {
                  BackgroundColor #f0f0f0
                  FontStyle plain
                }
              }
            }
            </style>
            """;

    /** Of a type or a label, more is no help for anybody who looks at a picture. */
    private static final int LONGEST = 40;

    private final Map<TableName, String> names = new HashMap<>();
    private final StringBuilder text = new StringBuilder(HEAD);

    private PlantUmlText() {}

    /** The text; it says nothing of a version or a time. */
    static String of(DiagramView view) {
        PlantUmlText text = new PlantUmlText();
        view.tables().forEach(text::add);
        view.neighbours().forEach(text::add);
        view.relations().forEach(text::add);
        return text.text.append("@enduml\n").toString();
    }

    private void add(DiagramTable table) {
        text.append("class \"%s\" as %s {\n".formatted(shown(table.name()), named(table.name())));
        table.columns().forEach(column -> text.append(line(table, column)));
        text.append("}\nhide %s methods\n".formatted(named(table.name())));
        if (table.columns().isEmpty()) {
            text.append("hide %s members\n".formatted(named(table.name())));
        }
    }

    private void add(TableName neighbour) {
        text.append(
                "class \"%s\" as %s <<neighbour>>\nhide %s members\n"
                        .formatted(shown(neighbour), named(neighbour), named(neighbour)));
    }

    private static String line(DiagramTable table, DiagramColumn column) {
        StringBuilder line = new StringBuilder("{field} ");
        String name = literal(column.name());
        line.append(column.is(Mark.PRIMARY_KEY) ? "<b>%s</b>".formatted(name) : name);
        line.append("  <color:#6e7781>").append(literal(cut(column.type()))).append("</color>");
        String keys = keys(column);
        if (!keys.isEmpty()) {
            line.append("  <color:#0550ae>").append(keys).append("</color>");
        }
        List<String> notes = table.notes(column);
        if (!notes.isEmpty()) {
            String note = String.join("; ", notes);
            line.append("  <i><color:#6e7781>").append(literal(note)).append("</color></i>");
        }
        return line.append('\n').toString();
    }

    private static String keys(DiagramColumn column) {
        StringBuilder keys = new StringBuilder();
        append(column, Mark.PRIMARY_KEY, "PK", keys);
        append(column, Mark.FOREIGN_KEY, "FK", keys);
        append(column, Mark.UNIQUE, "UK", keys);
        return keys.toString();
    }

    private static void append(DiagramColumn column, Mark mark, String word, StringBuilder keys) {
        if (column.is(mark)) {
            keys.append(keys.isEmpty() ? "" : ", ").append(word);
        }
    }

    private void add(Relation relation) {
        text.append(named(relation.parent()))
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
                .append(named(relation.child()))
                .append(" : ")
                .append(literal(cut(relation.label())))
                .append('\n');
    }

    private String named(TableName table) {
        return names.computeIfAbsent(table, name -> "t" + names.size());
    }

    private static String shown(TableName table) {
        return literal(table.label());
    }

    private static String cut(String text) {
        return text.codePointCount(0, text.length()) <= LONGEST
                ? text
                : text.substring(0, text.offsetByCodePoints(0, LONGEST - 1)) + "…";
    }

    private static String literal(String name) {
        StringBuilder literal = new StringBuilder();
        name.codePoints()
                .forEach(
                        point -> {
                            if (point == ' ' || Character.isLetterOrDigit(point)) {
                                literal.appendCodePoint(point);
                            } else if (Character.isISOControl(point)
                                    || Character.getType(point) == Character.FORMAT) {
                                literal.append('\ufffd');
                            } else {
                                literal.append("&#").append(point).append(';');
                            }
                        });
        return literal.toString();
    }
}
