package dev.lifeguard.migrate.inspect.erd;

import java.util.Locale;

/** Names as Markdown shows them, whatever is in them. */
final class MarkdownName {

    /** Between letters, these mean nothing of their own. */
    private static final String HARMLESS = " ._-,";

    private MarkdownName() {}

    /** With a backslash before what could mean something. */
    static String of(String name) {
        StringBuilder text = new StringBuilder();
        name.codePoints().forEach(point -> append(point, name, text));
        return text.toString();
    }

    private static void append(int point, String name, StringBuilder text) {
        if (Character.isISOControl(point) || Character.getType(point) == Character.FORMAT) {
            text.append('\ufffd');
            return;
        }
        boolean inside = !text.isEmpty() && !name.endsWith("_");
        boolean harmless =
                point >= 0x80
                        || Character.isLetterOrDigit(point)
                        || (inside && HARMLESS.indexOf(point) >= 0);
        text.append(harmless ? "" : "\\").appendCodePoint(point);
    }

    /** What GitHub and GitLab call a heading in the address of a page. */
    static String anchor(String heading) {
        StringBuilder anchor = new StringBuilder();
        heading.toLowerCase(Locale.ROOT)
                .codePoints()
                .forEach(
                        point -> {
                            if (Character.isLetterOrDigit(point) || point == '_' || point == '-') {
                                anchor.appendCodePoint(point);
                            } else if (point == ' ') {
                                anchor.append('-');
                            }
                        });
        return anchor.toString();
    }
}
