package dev.lifeguard.migrate.tests.reader;

import java.util.List;

/**
 * What became of a script, and of the database that it ran in.
 *
 * @param success whether all of it ran
 * @param sqlState the server's, or empty where the server had nothing to say
 * @param message what was said, for people
 * @param content what the database holds then
 */
record Outcome(boolean success, String sqlState, String message, List<String> content) {

    Outcome {
        content = List.copyOf(content);
    }

    /** The same without the words, which two programs never share. */
    Verdict comparable() {
        return new Verdict(success, content);
    }

    /** What has to be equal. */
    record Verdict(boolean success, List<String> content) {}
}
