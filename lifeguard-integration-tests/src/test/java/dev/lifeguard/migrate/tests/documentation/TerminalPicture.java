package dev.lifeguard.migrate.tests.documentation;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a terminal showed, as a picture: lines of text with the colours of SGR sequences. */
final class TerminalPicture {

    private static final int LINE_HEIGHT = 18;
    private static final int MARGIN = 16;
    private static final double CHARACTER_WIDTH = 8.43;
    private static final Pattern COLOR = Pattern.compile("\033\\[([0-9;]*)m");

    private final List<String> lines;

    /** What holds from here on, also on the next line. */
    private String attributes = "";

    TerminalPicture(String output) {
        this.lines = output.lines().toList();
    }

    /** It as SVG, which looks the same on light and on dark pages. */
    String svg() {
        int columns =
                lines.stream()
                        .mapToInt(line -> COLOR.matcher(line).replaceAll("").length())
                        .max()
                        .orElse(0);
        int width = (int) Math.ceil(columns * CHARACTER_WIDTH) + 2 * MARGIN;
        int height = lines.size() * LINE_HEIGHT + 2 * MARGIN;
        List<String> svg = new ArrayList<>();
        svg.add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %1$s %2$s\" width=\"%1$s\" height=\"%2$s\" role=\"img\">"
                        .formatted(width, height));
        svg.add("<title>lifeguard-migrate in a terminal</title>");
        svg.add(
                "<rect width=\"%s\" height=\"%s\" rx=\"8\" fill=\"#1b1f27\"/>"
                        .formatted(width, height));
        svg.add(
                "<g font-family=\"ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', monospace\""
                        + " font-size=\"14\" fill=\"#d7dce2\" xml:space=\"preserve\">");
        for (int index = 0; index < lines.size(); index++) {
            svg.add(
                    "<text x=\"%s\" y=\"%s\">%s</text>"
                            .formatted(
                                    MARGIN,
                                    MARGIN + (index + 1) * LINE_HEIGHT - 5,
                                    colored(lines.get(index))));
        }
        svg.add("</g>");
        svg.add("</svg>");
        return String.join("\n", svg) + "\n";
    }

    private String colored(String line) {
        StringBuilder text = new StringBuilder();
        Matcher color = COLOR.matcher(line);
        int at = 0;
        while (color.find()) {
            append(text, line.substring(at, color.start()));
            attributes = attributes(color.group(1));
            at = color.end();
        }
        append(text, line.substring(at));
        return text.toString();
    }

    private void append(StringBuilder text, String part) {
        String escaped = part.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        if (!escaped.isEmpty()) {
            text.append(
                    attributes.isEmpty()
                            ? escaped
                            : "<tspan %s>%s</tspan>".formatted(attributes, escaped));
        }
    }

    private static String attributes(String code) {
        return switch (code) {
            case "1" -> "font-weight=\"bold\"";
            case "2" -> "fill=\"#8b949e\"";
            case "31" -> "fill=\"#ff7b72\"";
            case "32" -> "fill=\"#7ee787\"";
            case "33" -> "fill=\"#e3b341\"";
            case "36" -> "fill=\"#79c0ff\"";
            case "", "0" -> "";
            default -> throw new IllegalArgumentException("SGR " + code);
        };
    }
}
