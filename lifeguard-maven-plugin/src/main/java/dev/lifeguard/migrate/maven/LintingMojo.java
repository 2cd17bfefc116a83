package dev.lifeguard.migrate.maven;

import dev.lifeguard.migrate.connect.words.Refused;
import dev.lifeguard.migrate.lint.ExcludedFiles;
import dev.lifeguard.migrate.lint.LintSettings;
import dev.lifeguard.migrate.lint.WrittenLintSettings;
import dev.lifeguard.migrate.lint.WrittenLintSettings.Written;
import dev.lifeguard.migrate.source.catalog.Script;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** A goal that lint may look in, with what the project says of its rules. */
abstract class LintingMojo extends DatabaseMojo {

    /** Levels of rules of lint, as drop-column=error; error, warning, info or off. */
    @Parameter(property = "lifeguard.lintLevels")
    private @Nullable List<String> lintLevels;

    /** The oldest major version of PostgreSQL that the migrations run on; 14 where unsaid. */
    @Parameter(property = "lifeguard.lintPostgresVersion")
    private @Nullable String lintPostgresVersion;

    /** Up to which size a table is small for lint; 1MB where nothing is said. */
    @Parameter(property = "lifeguard.lintSmallTable")
    private @Nullable String lintSmallTable;

    /** Files that lint does not look at, as patterns for their paths in their directory. */
    @Parameter(property = "lifeguard.lintExclude")
    private @Nullable List<String> lintExclude;

    /** What is said of the rules; all that is wrong in it is told at once. */
    final LintSettings lintSettings() {
        return new WrittenLintSettings(
                        levels(),
                        Optional.ofNullable(lintPostgresVersion).map(Written::of),
                        Optional.ofNullable(lintSmallTable).map(Written::of))
                .read();
    }

    private Map<String, Written> levels() {
        Map<String, Written> levels = new TreeMap<>();
        List<String> faults = new ArrayList<>();
        for (String each : Objects.requireNonNullElse(lintLevels, List.<String>of())) {
            int sign = each.indexOf('=');
            if (sign < 0) {
                faults.add(each);
            } else {
                levels.put(
                        each.substring(0, sign).strip(),
                        Written.of(each.substring(sign + 1).strip()));
            }
        }
        if (!faults.isEmpty()) {
            throw Refused.because(
                    "lintLevels has \"%s\". Write a rule and its level: drop-column=error."
                            .formatted(String.join("\", \"", faults)));
        }
        return levels;
    }

    /** Whether lint looks at a migration. */
    final Predicate<Script> linted() {
        Predicate<String> excluded =
                ExcludedFiles.matching(
                        Objects.requireNonNullElse(lintExclude, List.<String>of()), "lintExclude");
        return script -> !excluded.test(script.fileName());
    }
}
