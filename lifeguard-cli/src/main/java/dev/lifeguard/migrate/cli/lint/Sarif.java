package dev.lifeguard.migrate.cli.lint;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.lifeguard.migrate.cli.process.BuildFacts;
import dev.lifeguard.migrate.lint.LintFinding;
import dev.lifeguard.migrate.lint.LintLevel;
import dev.lifeguard.migrate.lint.LintRule;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;

/**
 * Findings in SARIF 2.1.0: one run, with all rules.
 *
 * <p>Source: OASIS, "Static Analysis Results Interchange Format (SARIF) Version 2.1.0".
 */
public final class Sarif {

    private static final String SCHEMA =
            "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

    private static final List<LintRule> RULES = List.of(LintRule.values());

    private Sarif() {}

    /** The whole document. */
    public static String of(LintedFiles linted) {
        return JsonText.of(
                json -> {
                    json.writeStartObject();
                    json.writeStringField("$schema", SCHEMA);
                    json.writeStringField("version", "2.1.0");
                    json.writeArrayFieldStart("runs");
                    run(json, linted);
                    json.writeEndArray();
                    json.writeEndObject();
                });
    }

    private static void run(JsonGenerator json, LintedFiles linted) throws IOException {
        json.writeStartObject();
        json.writeObjectFieldStart("tool");
        json.writeObjectFieldStart("driver");
        json.writeStringField("name", "lifeguard-migrate");
        json.writeStringField("version", new BuildFacts().version());
        json.writeArrayFieldStart("rules");
        for (LintRule rule : RULES) {
            rule(json, rule);
        }
        json.writeEndArray();
        json.writeEndObject();
        json.writeEndObject();
        json.writeStringField("columnKind", "unicodeCodePoints");
        json.writeArrayFieldStart("results");
        Fingerprints fingerprints = new Fingerprints();
        for (PlacedFinding placed : linted.findings()) {
            result(json, placed, fingerprints.next(placed));
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void rule(JsonGenerator json, LintRule rule) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", rule.code());
        json.writeStringField("name", rule.ruleName());
        text(json, "shortDescription", rule.summary());
        text(json, "fullDescription", rule.summary());
        text(json, "help", help(rule));
        json.writeObjectFieldStart("defaultConfiguration");
        json.writeBooleanField("enabled", rule.level().isPresent());
        json.writeStringField("level", level(rule.level().orElse(LintLevel.INFO)));
        json.writeEndObject();
        json.writeEndObject();
    }

    private static String help(LintRule rule) {
        return "%s To allow it at a statement, write above it: -- lifeguard:allow %s REASON"
                .formatted(rule.summary(), rule.ruleName());
    }

    private static void result(JsonGenerator json, PlacedFinding placed, String fingerprint)
            throws IOException {
        LintFinding finding = placed.finding();
        json.writeStartObject();
        json.writeStringField("ruleId", finding.rule().code());
        json.writeNumberField("ruleIndex", RULES.indexOf(finding.rule()));
        json.writeStringField("level", level(finding.level()));
        text(json, "message", message(finding));
        json.writeArrayFieldStart("locations");
        json.writeStartObject();
        location(json, placed);
        json.writeEndObject();
        json.writeEndArray();
        json.writeObjectFieldStart("partialFingerprints");
        json.writeStringField("ruleFileStatement/v1", fingerprint);
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void location(JsonGenerator json, PlacedFinding placed) throws IOException {
        LintFinding finding = placed.finding();
        json.writeObjectFieldStart("physicalLocation");
        json.writeObjectFieldStart("artifactLocation");
        String path = RepositoryPath.of(placed.path());
        json.writeStringField("uri", uri(path));
        if (!Path.of(path).isAbsolute()) {
            json.writeStringField("uriBaseId", "%SRCROOT%");
        }
        json.writeEndObject();
        json.writeObjectFieldStart("region");
        json.writeNumberField("startLine", finding.line());
        json.writeNumberField("startColumn", finding.column());
        json.writeEndObject();
        json.writeEndObject();
    }

    /** What is no part of a URI is written as its bytes in UTF-8. */
    private static String uri(String path) {
        try {
            return Path.of(path).isAbsolute()
                    ? Path.of(path).toUri().toASCIIString()
                    : new URI(null, null, path, null).toASCIIString();
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String message(LintFinding finding) {
        return finding.safeWay().isEmpty()
                ? finding.message()
                : "%s\n\nSafe way:\n%s".formatted(finding.message(), finding.safeWay());
    }

    private static void text(JsonGenerator json, String field, String text) throws IOException {
        json.writeObjectFieldStart(field);
        json.writeStringField("text", text);
        json.writeEndObject();
    }

    private static String level(LintLevel level) {
        return switch (level) {
            case ERROR -> "error";
            case WARNING -> "warning";
            case INFO -> "note";
        };
    }
}
