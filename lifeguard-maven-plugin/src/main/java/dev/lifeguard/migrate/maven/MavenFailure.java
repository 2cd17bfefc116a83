package dev.lifeguard.migrate.maven;

import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.error.ValidationException;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;

/** A failure as Maven tells it: what is wrong with the migrations fails the build. */
final class MavenFailure {

    private static final int MOST = 20;

    private MavenFailure() {}

    /**
     * Gives the exception for it.
     *
     * <p>It has no cause: Maven would print the messages below it behind this one, in words that
     * are not a build's. They are in the log of {@code mvn -X}.
     *
     * @param words what is advised
     * @throws MojoFailureException where the migrations are what is wrong
     */
    static MojoExecutionException of(LifeguardException failure, MavenWords words)
            throws MojoFailureException {
        String message =
                failure instanceof ValidationException refusal
                        ? text(refusal.problems(), words)
                        : coded(failure.detail(), words);
        if (isOfMigrations(failure.kind())) {
            throw new MojoFailureException(message);
        }
        return new MojoExecutionException(message);
    }

    private static String text(List<ErrorDetail> problems, MavenWords words) {
        String first =
                problems.stream()
                        .limit(MOST)
                        .map(problem -> coded(problem, words))
                        .collect(Collectors.joining("\n"));
        return problems.size() > MOST
                ? "%s\n… and %s more of %s problems."
                        .formatted(first, problems.size() - MOST, problems.size())
                : first;
    }

    private static String coded(ErrorDetail error, MavenWords words) {
        return GoalWords.of(words.of(error).coded());
    }

    private static boolean isOfMigrations(ErrorKind kind) {
        return switch (kind) {
            case SCRIPT_FAILED,
                    LOCK_BUSY,
                    PARTIALLY_APPLIED,
                    INVALID_NAME,
                    INVALID_SCRIPT,
                    DUPLICATE_VERSION,
                    CHECKSUM_MISMATCH,
                    MISSING_MIGRATION,
                    OUT_OF_ORDER,
                    IRREVERSIBLE,
                    DATA_LOSS ->
                    true;
            case CONFIGURATION,
                    FILE_NOT_FOUND,
                    LOCK_TIMEOUT,
                    LEASE_LOST,
                    DATABASE_UNREACHABLE,
                    INTERRUPTED,
                    INTERNAL ->
                    false;
        };
    }
}
