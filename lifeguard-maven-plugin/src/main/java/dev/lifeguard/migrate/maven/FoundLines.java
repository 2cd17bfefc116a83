package dev.lifeguard.migrate.maven;

import java.util.List;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.logging.Log;

/**
 * What a goal has found, in a build's log, with a summary as its last line. What is not as it is
 * wanted fails the build.
 */
record FoundLines(Log log, String goal) {

    /** Nothing is wrong. */
    void show(List<String> lines) {
        lines.forEach(line -> log.info(GoalWords.of(line)));
    }

    /**
     * Something is.
     *
     * @return the failure, with the summary
     */
    MojoFailureException failure(List<String> lines) {
        lines.subList(0, lines.size() - 1).forEach(line -> log.error(GoalWords.of(line)));
        return new MojoFailureException(goal + ": " + GoalWords.of(lines.getLast()));
    }
}
