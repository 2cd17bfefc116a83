package dev.lifeguard.migrate.cli.command;

import dev.lifeguard.migrate.cli.lint.GithubAnnotations;
import dev.lifeguard.migrate.cli.lint.GitlabReport;
import dev.lifeguard.migrate.cli.lint.LintedFiles;
import dev.lifeguard.migrate.cli.lint.Sarif;
import dev.lifeguard.migrate.cli.settings.OutputFormat;
import dev.lifeguard.migrate.connect.words.Refused;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The forms of findings. */
enum LintFormat {
    TEXT,
    JSON,
    SARIF,
    GITHUB,
    GITLAB;

    /** As the option has them. */
    static List<String> words() {
        return Arrays.stream(values()).map(LintFormat::word).toList();
    }

    private String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * That of a word.
     *
     * @throws dev.lifeguard.migrate.error.ConfigurationException when there is none
     */
    static LintFormat of(String word) {
        return Arrays.stream(values())
                .filter(format -> format.word().equals(word))
                .findFirst()
                .orElseThrow(
                        () ->
                                Refused.because(
                                        "The format \"%s\" is unknown. Use text, json, sarif, github or gitlab."
                                                .formatted(word)));
    }

    /** What goes with it: failures are told in text where only the findings have a form. */
    OutputFormat output() {
        return switch (this) {
            case TEXT, SARIF, GITHUB, GITLAB -> OutputFormat.TEXT;
            case JSON -> OutputFormat.JSON;
        };
    }

    /** The findings as a document; empty where they are told as the answers of all commands. */
    Optional<String> document(LintedFiles linted) {
        return switch (this) {
            case TEXT, JSON -> Optional.empty();
            case SARIF -> Optional.of(Sarif.of(linted));
            case GITHUB -> Optional.of(GithubAnnotations.of(linted));
            case GITLAB -> Optional.of(GitlabReport.of(linted));
        };
    }
}
