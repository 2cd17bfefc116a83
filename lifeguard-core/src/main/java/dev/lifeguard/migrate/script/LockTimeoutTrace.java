package dev.lifeguard.migrate.script;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * Tells from all tokens of a statement of PostgreSQL what a limit to its waits for locks would
 * meet: another limit of its author's, or a handler that hides that it was reached.
 */
final class LockTimeoutTrace {

    private static final String LOCK_TIMEOUT = "LOCK_TIMEOUT";

    /** Their strings are, or may be, statements that run at once. */
    private static final Set<String> RUN_STRINGS = Set.of("DO", "CALL", "EXECUTE");

    /** RAISE EXCEPTION begins no handler; a comment between the two only makes it look like one. */
    private static final Pattern HANDLER = Pattern.compile("(?<!\\bRAISE\\s{1,40})\\bEXCEPTION\\b");

    private int words;
    private String before = "";
    private boolean runsStrings;
    private boolean query;
    private boolean named;
    private boolean catches;

    void addWord(String word) {
        words++;
        if (words == 1) {
            runsStrings = RUN_STRINGS.contains(word);
            query = word.equals("SELECT");
        }
        named |= word.equals(LOCK_TIMEOUT);
        // How handlers look in other languages is not known.
        catches |= runsStrings && before.equals("LANGUAGE") && !word.equals("PLPGSQL");
        before = word;
    }

    void addName(String name) {
        named |= name.equals("\"" + LOCK_TIMEOUT + "\"");
        before = "";
    }

    void addString(Lexer lexer) {
        if (runsStrings || query) {
            String text = lexer.upperText(Integer.MAX_VALUE);
            named |= text.contains(LOCK_TIMEOUT);
            catches |= runsStrings && HANDLER.matcher(text).find();
        }
    }

    /** Whether it names the setting, in a string that it may run, too. */
    boolean named() {
        return named;
    }

    /** Whether a block of it may catch what the server ends one of its statements with. */
    boolean catches() {
        return catches;
    }
}
