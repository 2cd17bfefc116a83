package dev.lifeguard.migrate.inspect.erd;

import dev.lifeguard.migrate.connect.words.Refused;
import dev.lifeguard.migrate.inspect.erd.DiagramPainter.PictureFormat;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The forms of diagrams. */
public enum DiagramFormat {
    MERMAID,
    /** Text of Mermaid in a document, which may have several diagrams. */
    MARKDOWN,
    SVG,
    PNG;

    /** As the option has it. */
    public String word() {
        return switch (this) {
            case MERMAID, MARKDOWN -> "mermaid";
            case SVG -> "svg";
            case PNG -> "png";
        };
    }

    /**
     * That of a word; without one that of a file's name.
     *
     * @throws dev.lifeguard.migrate.error.ConfigurationException when there is no such format, the
     *     name ends with none, or it needs a file
     */
    public static DiagramFormat of(Optional<String> word, Optional<Path> file) {
        DiagramFormat format =
                word.map(it -> named(it, file))
                        .orElseGet(() -> file.map(DiagramFormat::ofName).orElse(MERMAID));
        if (format == PNG && file.isEmpty()) {
            throw Refused.because("A picture of PNG is no text. Name its file with --file.");
        }
        return format;
    }

    private static DiagramFormat named(String word, Optional<Path> file) {
        return switch (word) {
            case "mermaid" ->
                    file.filter(it -> ending(it).equals("md")).isPresent() ? MARKDOWN : MERMAID;
            case "svg" -> SVG;
            case "png" -> PNG;
            default ->
                    throw Refused.because(
                            "The format \"%s\" is unknown. Use mermaid, svg or png."
                                    .formatted(word));
        };
    }

    private static DiagramFormat ofName(Path file) {
        return switch (ending(file)) {
            case "md" -> MARKDOWN;
            case "svg" -> SVG;
            case "png" -> PNG;
            case "", "mmd", "mermaid" -> MERMAID;
            default ->
                    throw Refused.because(
                            "The format of \"%s\" is unknown. Have its name end with .md, .mmd, .svg or .png, or name a format with --format."
                                    .formatted(file));
        };
    }

    /** Empty where the name has none. */
    private static String ending(Path file) {
        Path last = file.getFileName();
        String name = last == null ? "" : last.toString();
        return name.substring(name.lastIndexOf('.') < 0 ? name.length() : name.lastIndexOf('.') + 1)
                .toLowerCase(Locale.ROOT);
    }

    /** Whether the same tables make the same bytes anywhere; a picture depends on fonts. */
    public boolean isText() {
        return switch (this) {
            case MERMAID, MARKDOWN -> true;
            case SVG, PNG -> false;
        };
    }

    /** Whether it can show more tables than one diagram. */
    public boolean hasSeveral() {
        return this == MARKDOWN;
    }

    /**
     * What makes it of diagrams.
     *
     * @throws dev.lifeguard.migrate.error.ConfigurationException when a part of this program that
     *     it needs is not there
     */
    public Writer writer() {
        return switch (this) {
            case MERMAID -> views -> utf8(MermaidText.of(views.getFirst()));
            case MARKDOWN -> views -> utf8(MarkdownText.of(views));
            case SVG -> painter(PictureFormat.SVG);
            case PNG -> painter(PictureFormat.PNG);
        };
    }

    /** Makes bytes of diagrams. */
    @FunctionalInterface
    public interface Writer {

        /** The bytes of all of them, as far as the format can hold them. */
        byte[] bytes(List<DiagramView> views);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Writer painter(PictureFormat format) {
        DiagramPainter painter =
                DiagramPainter.find()
                        .orElseThrow(
                                () ->
                                        Refused.because(
                                                "Pictures are drawn by lifeguard-erd, which is not"
                                                    + " here. Put lifeguard-erd-*.jar and"
                                                    + " plantuml-mit-*.jar, which are in lib of"
                                                    + " each archive of lifeguard-migrate, into lib"
                                                    + " of this one, or use --format mermaid."));
        return views -> painter.picture(views.getFirst(), format);
    }
}
