package dev.lifeguard.migrate.cli.output;

/**
 * What text may hold without a reader seeing it: it makes two names look alike, reorders a line, or
 * carries a text that only a program reads.
 *
 * <p>These are the format characters and what else the Unicode Character Database calls
 * Default_Ignorable_Code_Point (DerivedCoreProperties.txt, 17.0), and the separators of lines and
 * paragraphs, which some programs take for line ends.
 */
final class Invisible {

    private Invisible() {}

    static boolean is(int character) {
        return switch (Character.getType(character)) {
            case Character.FORMAT -> !isSeen(character);
            case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            default -> isIgnorable(character);
        };
    }

    /** Signs in front of digits and the like; they are drawn. */
    private static boolean isSeen(int character) {
        return (character >= 0x600 && character <= 0x605)
                || character == 0x6dd
                || character == 0x70f
                || character == 0x890
                || character == 0x891
                || character == 0x8e2
                || character == 0x110bd
                || character == 0x110cd;
    }

    private static boolean isIgnorable(int character) {
        return character == 0x34f
                || character == 0x115f
                || character == 0x1160
                || character == 0x17b4
                || character == 0x17b5
                || (character >= 0x180b && character <= 0x180f)
                || character == 0x2065
                || character == 0x3164
                || (character >= 0xfe00 && character <= 0xfe0f)
                || character == 0xffa0
                || (character >= 0xfff0 && character <= 0xfff8)
                || (character >= 0xe0000 && character <= 0xe0fff);
    }
}
