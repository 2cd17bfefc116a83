package dev.lifeguard.migrate.cli.command;

import dev.lifeguard.migrate.connect.words.Refused;

/** A whole number from 1 on, as an option gives it. */
final class WholeNumber {

    private WholeNumber() {}

    /**
     * Reads it.
     *
     * @param what it is a number of, in messages
     * @throws dev.lifeguard.migrate.error.ConfigurationException when it is none
     */
    static int of(String option, String text, String what) {
        if (!text.matches("0*[1-9][0-9]{0,8}")) {
            throw Refused.because(
                    "%s is \"%s\", which is no number of %s. Give a whole number, at least 1."
                            .formatted(option, text, what));
        }
        return Integer.parseInt(text);
    }
}
