package dev.lifeguard.migrate.script;

/**
 * Checks bytes for being UTF-8 text without NUL, as strictly as PostgreSQL does.
 *
 * <p>Source: RFC 3629, section 4: no overlong forms, no surrogates, nothing above U+10FFFF.
 */
final class Utf8 {

    private static final int INVALID = -1;
    private static final int CUT_OFF = 0;

    private Utf8() {}

    /** The index up to which the bytes are whole characters and valid; {@code to} when all are. */
    static int validEnd(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to) {
            if (bytes[i] > 0) {
                i++;
                continue;
            }
            int length = characterLength(bytes, i, to);
            if (length == INVALID || length == CUT_OFF) {
                return i;
            }
            i += length;
        }
        return i;
    }

    /**
     * Whether the bytes from {@code at} are the beginning of a character that may still be valid.
     */
    static boolean isCutOff(byte[] bytes, int at, int to) {
        return at == to || characterLength(bytes, at, to) == CUT_OFF;
    }

    /** How many characters valid bytes are. */
    static int codePoints(byte[] bytes, int from, int to) {
        int count = 0;
        for (int i = from; i < to; i++) {
            count += (bytes[i] & 0xC0) == 0x80 ? 0 : 1;
        }
        return count;
    }

    private static int characterLength(byte[] bytes, int at, int to) {
        int lead = bytes[at] & 0xFF;
        int length = lengthAfter(lead);
        if (length == INVALID) {
            return INVALID;
        }
        for (int i = 1; i < length; i++) {
            if (at + i == to) {
                return CUT_OFF;
            }
            int next = bytes[at + i] & 0xFF;
            int low = i == 1 ? lowestSecond(lead) : 0x80;
            int high = i == 1 ? highestSecond(lead) : 0xBF;
            if (next < low || next > high) {
                return INVALID;
            }
        }
        return length;
    }

    private static int lengthAfter(int lead) {
        if (lead > 0 && lead < 0x80) {
            return 1;
        }
        if (lead < 0xC2 || lead > 0xF4) {
            return INVALID;
        }
        if (lead < 0xE0) {
            return 2;
        }
        return lead < 0xF0 ? 3 : 4;
    }

    private static int lowestSecond(int lead) {
        return switch (lead) {
            case 0xE0 -> 0xA0;
            case 0xF0 -> 0x90;
            default -> 0x80;
        };
    }

    private static int highestSecond(int lead) {
        return switch (lead) {
            case 0xED -> 0x9F;
            case 0xF4 -> 0x8F;
            default -> 0xBF;
        };
    }
}
