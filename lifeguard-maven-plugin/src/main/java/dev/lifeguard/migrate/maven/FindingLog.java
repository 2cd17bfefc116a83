package dev.lifeguard.migrate.maven;

import dev.lifeguard.migrate.lint.FindingLine;
import dev.lifeguard.migrate.lint.LintFinding;
import org.apache.maven.plugin.logging.Log;

/** Findings in a build's log, each at its level. */
record FindingLog(Log log) {

    void show(LintFinding finding) {
        String line = FindingLine.of(finding);
        switch (finding.level()) {
            case ERROR -> log.error(line);
            case WARNING -> log.warn(line);
            case INFO -> log.info(line);
        }
    }
}
