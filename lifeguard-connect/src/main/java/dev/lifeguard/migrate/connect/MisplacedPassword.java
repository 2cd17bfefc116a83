package dev.lifeguard.migrate.connect;

import dev.lifeguard.migrate.connect.words.Refused;

/**
 * Notices a password with a question mark in it that is not written as {@code %3F}: what is before
 * it would be taken for a host and a port, and what is behind it for parameters, which messages may
 * quote.
 */
final class MisplacedPassword {

    private MisplacedPassword() {}

    /**
     * Refuses such a URL.
     *
     * @param authority what is before the question mark
     * @param query what is behind it
     * @throws dev.lifeguard.migrate.error.ConfigurationException without a word of either
     */
    static void refuse(String authority, String query) {
        if (authority.indexOf('@') >= 0 || authority.indexOf(':') < 0) {
            return;
        }
        for (String parameter : query.split("&", -1)) {
            if (parameter.indexOf('@') >= 0 && !parameter.matches("(?i)(user|password)=.*")) {
                throw Refused.because(
                        "The database URL has an @ behind a question mark, as if that stood in the"
                                + " password. Write %3F for a question mark in a password, and %40"
                                + " for an @ in a parameter.");
            }
        }
    }
}
