package dev.lifeguard.migrate.cli.command;

import dev.lifeguard.migrate.connect.words.Refused;
import java.util.List;
import java.util.Optional;

/**
 * Which migrations lint is asked for.
 *
 * @param files as they were named
 * @param since those are newer than this version
 * @param changedSince those changed since this branch, tag or commit
 * @param offline whether no database is asked
 */
record LintRequest(
        List<String> files,
        Optional<String> since,
        Optional<String> changedSince,
        boolean offline) {

    /** Copies the list, and refuses what excludes each other. */
    LintRequest {
        files = List.copyOf(files);
        if (!files.isEmpty() && (since.isPresent() || changedSince.isPresent())) {
            throw Refused.because(
                    "FILE and %s exclude each other. Leave one of them out."
                            .formatted(since.isPresent() ? "--since" : "--changed-since"));
        }
    }
}
