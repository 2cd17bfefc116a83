package dev.lifeguard.migrate.cli.command;

import dev.lifeguard.migrate.cli.output.Terminal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** A question to whoever sits at the terminal; without one there is nobody to ask. */
final class Question {

    private static final int STDIN = 0;
    private static final int STDERR = 2;

    private Question() {}

    /** Whether somebody can see it and answer. */
    static boolean isPossible() {
        return Terminal.is(STDIN) && Terminal.is(STDERR);
    }

    /** Asks; anything but y or yes is no. */
    static boolean isAnsweredYes(List<String> before, String question) {
        before.forEach(System.err::println);
        System.err.print(question + " [y/N] ");
        System.err.flush();
        try {
            String answer =
                    new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))
                            .readLine();
            return answer != null
                    && List.of("y", "yes").contains(answer.strip().toLowerCase(Locale.ROOT));
        } catch (IOException unreadable) {
            return false;
        }
    }
}
