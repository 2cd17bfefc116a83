package dev.lifeguard.migrate.cli.lint;

import dev.lifeguard.migrate.lint.LintFinding;
import java.nio.file.Path;

/**
 * A finding, and where its file is.
 *
 * @param file relative to its migrations directory, or as it was named where it is in none
 * @param path from the working directory
 * @param isLoose whether it is in no migrations directory, so that its version is none
 */
public record PlacedFinding(LintFinding finding, String file, Path path, boolean isLoose) {

    /** As editors and terminals read it: path, line and column. */
    public String place() {
        return "%s:%s:%s".formatted(path, finding.line(), finding.column());
    }
}
