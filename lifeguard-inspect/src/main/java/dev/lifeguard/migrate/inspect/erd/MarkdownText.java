package dev.lifeguard.migrate.inspect.erd;

import java.util.List;
import java.util.stream.Collectors;

/** Diagrams as a document of Markdown, which GitHub and GitLab show with pictures. */
public final class MarkdownText {

    /** What each such document has in it, and hardly any other. */
    public static final String MARK = "Written by `lifeguard-migrate erd`.";

    private static final String HEAD =
            """
            # Tables

            %s Change the migrations, not this file.
            `PK` is part of the primary key, `FK` of a reference to a row, and `UK` is unique; `null` may be null.
            Grey tables are neighbours, whose columns are not shown.
            """
                    .formatted(MARK);

    private MarkdownText() {}

    /** The document; lines end with a line feed. */
    public static String of(List<DiagramView> views) {
        StringBuilder text = new StringBuilder(HEAD);
        if (views.size() > 1) {
            text.append('\n');
            views.forEach(view -> text.append(entry(view)));
        }
        for (DiagramView view : views) {
            if (views.size() > 1) {
                text.append("\n## ").append(MarkdownName.of(heading(view))).append('\n');
            }
            text.append("\n```mermaid\n").append(MermaidText.of(view)).append("```\n");
            if (view.leftOut() > 0) {
                text.append("\nLeft out: %s more neighbours.\n".formatted(view.leftOut()));
            }
        }
        return text.toString();
    }

    private static String entry(DiagramView view) {
        return view.tables().stream()
                .map(table -> MarkdownName.of(table.name().label()))
                .collect(
                        Collectors.joining(
                                ", ",
                                "- [%s](#%s): "
                                        .formatted(
                                                MarkdownName.of(heading(view)),
                                                MarkdownName.anchor(heading(view))),
                                "\n"));
    }

    private static String heading(DiagramView view) {
        return view.centre().map(TableName::label).orElse("Tables");
    }
}
