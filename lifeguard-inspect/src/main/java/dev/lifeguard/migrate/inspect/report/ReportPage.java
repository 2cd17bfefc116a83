package dev.lifeguard.migrate.inspect.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The page: one file of HTML that loads nothing from anywhere. Its policy lets run what has the
 * hash of its own script, and nothing else.
 */
public final class ReportPage {

    private static final List<String> SCRIPTS =
            List.of("dom.js", "table.js", "timeline.js", "sections.js", "diagram.js", "page.js");

    private final String style = resource("report.css");
    private final String script =
            SCRIPTS.stream()
                    .map(ReportPage::resource)
                    .collect(Collectors.joining("\n", "\"use strict\";\n(() => {\n", "})();\n"));

    /** Whether the page asks for what changes. */
    public enum Mode {
        /** A file, which stays as it is. */
        STILL,
        /** It asks the server that it came from. */
        LIVE
    }

    /** A report as a page. */
    public String of(Report report, Mode mode) {
        Map<String, String> parts =
                Map.of(
                        "policy", policy(mode),
                        "style", style,
                        "script", script,
                        "title", PlainSummary.escaped(report.database().place()),
                        "plain", PlainSummary.of(report),
                        "at", report.at().toString(),
                        "mode", mode == Mode.LIVE ? "live" : "still",
                        "data", ReportJson.of(report));
        return filled(resource("report.html"), parts);
    }

    /** What a browser may load and run for a page. */
    String policy(Mode mode) {
        return "default-src 'none'; script-src 'sha256-%s'; style-src 'sha256-%s'; img-src data:; base-uri 'none'; form-action 'none'%s"
                .formatted(
                        hash(script), hash(style), mode == Mode.LIVE ? "; connect-src 'self'" : "");
    }

    /** In one pass: what a part holds is never read as the name of another one. */
    private static String filled(String template, Map<String, String> parts) {
        StringBuilder page = new StringBuilder();
        int at = 0;
        int open = template.indexOf("{{");
        while (open >= 0) {
            int close = template.indexOf("}}", open);
            page.append(template, at, open)
                    .append(Objects.requireNonNull(parts.get(template.substring(open + 2, close))));
            at = close + 2;
            open = template.indexOf("{{", at);
        }
        return page.append(template, at, template.length()).toString();
    }

    /** SHA-256 of a text in UTF-8, in Base64. */
    static String hash(String text) {
        try {
            return Base64.getEncoder()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            // Every Java platform has SHA-256: java.security.MessageDigest's class comment.
            throw new IllegalStateException(impossible);
        }
    }

    private static String resource(String name) {
        try (InputStream stream = ReportPage.class.getResourceAsStream(name)) {
            return new String(
                    Objects.requireNonNull(stream, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
