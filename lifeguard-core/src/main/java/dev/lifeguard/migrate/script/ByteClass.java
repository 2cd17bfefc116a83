package dev.lifeguard.migrate.script;

/**
 * Classes of bytes as arrays of 256; every byte of a non-ASCII character counts as a letter.
 *
 * <p>Source: PostgreSQL's lexer, in which a name may hold any byte from 0x80.
 */
final class ByteClass {

    static final boolean[] BLANK = of(" \t\n\r\f\u000B");
    static final boolean[] BLANK_IN_LINE = of(" \t\r\f\u000B");
    static final boolean[] DIGIT = of("0123456789");
    static final boolean[] WORD_START = withLetters(of("_"));
    static final boolean[] TAG = withLetters(of("_0123456789"));
    static final boolean[] WORD = withLetters(of("_0123456789$"));

    /** Each byte itself, but ASCII letters in upper case. */
    static final char[] UPPER = upper();

    private ByteClass() {}

    private static boolean[] of(String characters) {
        boolean[] result = new boolean[256];
        for (int at = 0; at < characters.length(); at++) {
            result[characters.charAt(at)] = true;
        }
        return result;
    }

    private static boolean[] withLetters(boolean[] others) {
        boolean[] result = others.clone();
        for (int i = 0; i < 256; i++) {
            result[i] |= i >= 0x80 || isLetter(i);
        }
        return result;
    }

    private static boolean isLetter(int ascii) {
        int lower = ascii | 0x20;
        return ascii < 0x80 && lower >= 'a' && lower <= 'z';
    }

    private static char[] upper() {
        char[] result = new char[256];
        for (int i = 0; i < 256; i++) {
            result[i] = (char) (isLetter(i) ? i & ~0x20 : i);
        }
        return result;
    }
}
