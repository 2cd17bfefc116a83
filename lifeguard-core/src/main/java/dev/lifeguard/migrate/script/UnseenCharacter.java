package dev.lifeguard.migrate.script;

import java.util.Locale;
import java.util.Optional;

/**
 * A character that makes a text look like another one: a blank that is none, one that is not drawn,
 * or a letter of another alphabet.
 */
final class UnseenCharacter {

    private UnseenCharacter() {}

    /** The first one of a text, as {@code U+00A0 (NO-BREAK SPACE)}. */
    static Optional<String> in(String text) {
        return text.codePoints()
                .filter(UnseenCharacter::is)
                .mapToObj(
                        it -> String.format(Locale.ROOT, "U+%04X (%s)", it, Character.getName(it)))
                .findFirst();
    }

    /** The first one of a text that holds nothing that is drawn; empty where something is. */
    static Optional<String> alone(String text) {
        return text.codePoints().noneMatch(UnseenCharacter::isDrawn) ? in(text) : Optional.empty();
    }

    private static boolean isDrawn(int character) {
        return Character.isLetter(character)
                || (!is(character) && !Character.isWhitespace(character));
    }

    private static boolean is(int character) {
        if (character < 0x7F) {
            return character < ' ' && !Character.isWhitespace(character);
        }
        return Character.isLetter(character)
                || switch (Character.getType(character)) {
                    case Character.SPACE_SEPARATOR,
                            Character.LINE_SEPARATOR,
                            Character.PARAGRAPH_SEPARATOR,
                            Character.FORMAT,
                            Character.CONTROL,
                            Character.NON_SPACING_MARK,
                            Character.UNASSIGNED ->
                            true;
                    default -> false;
                };
    }
}
