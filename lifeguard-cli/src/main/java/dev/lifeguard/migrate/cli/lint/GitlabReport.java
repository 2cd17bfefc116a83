package dev.lifeguard.migrate.cli.lint;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.lifeguard.migrate.lint.LintFinding;
import dev.lifeguard.migrate.lint.LintLevel;
import java.io.IOException;

/**
 * Findings as a report of code quality, which GitLab shows in merge requests.
 *
 * <p>Source: GitLab's documentation, "Code Quality", section "Code Quality report format".
 */
public final class GitlabReport {

    private GitlabReport() {}

    /** The whole document: a list, which may be empty. */
    public static String of(LintedFiles linted) {
        Fingerprints fingerprints = new Fingerprints();
        return JsonText.of(
                json -> {
                    json.writeStartArray();
                    for (PlacedFinding placed : linted.findings()) {
                        write(json, placed, fingerprints.next(placed));
                    }
                    json.writeEndArray();
                });
    }

    private static void write(JsonGenerator json, PlacedFinding placed, String fingerprint)
            throws IOException {
        LintFinding finding = placed.finding();
        json.writeStartObject();
        json.writeStringField("description", finding.message());
        json.writeStringField("check_name", finding.rule().ruleName());
        json.writeStringField("fingerprint", fingerprint);
        json.writeStringField("severity", severity(finding.level()));
        json.writeObjectFieldStart("location");
        json.writeStringField("path", RepositoryPath.of(placed.path()));
        json.writeObjectFieldStart("lines");
        json.writeNumberField("begin", finding.line());
        json.writeEndObject();
        json.writeEndObject();
        json.writeEndObject();
    }

    private static String severity(LintLevel level) {
        return switch (level) {
            case ERROR -> "critical";
            case WARNING -> "minor";
            case INFO -> "info";
        };
    }
}
