package dev.lifeguard.migrate.layouts;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The number by which the state table knows a version of another tool. It depends on the version
 * alone, so that it stays whatever is added later.
 */
public final class StableNumber {

    /** Above all versions that are numbers of up to 18 digits. */
    private static final long TEXTS = 1L << 62;

    private static final int MOST_DIGITS = 18;

    /** Never used itself: a copy of it costs a third of looking for another one. */
    private static final MessageDigest UNUSED = sha256();

    private StableNumber() {}

    /**
     * A version of digits alone is its own number where that has at most 18 digits without leading
     * zeros; each other one has 2^62 and the first 62 bits of the SHA-256 of its text in UTF-8.
     * Both rules never change.
     *
     * @param version as the tool compares it: two that are the same to it have one text
     */
    public static long of(String version) {
        int zeros = 0;
        while (zeros < version.length() - 1 && version.charAt(zeros) == '0') {
            zeros++;
        }
        return version.length() - zeros <= MOST_DIGITS && isDigits(version)
                ? Long.parseLong(version, zeros, version.length(), 10)
                : ofText(version);
    }

    /** A pattern would take longer than all else that is done with a file's name. */
    private static boolean isDigits(String version) {
        boolean digits = !version.isEmpty();
        for (int at = 0; digits && at < version.length(); at++) {
            digits = version.charAt(at) >= '0' && version.charAt(at) <= '9';
        }
        return digits;
    }

    /**
     * The same of a version that the tool compares as a text, though it mostly consists of digits:
     * only one without leading zeros is its own number.
     */
    public static long ofDigitsAsText(String version) {
        return version.startsWith("0") && version.length() > 1 ? ofText(version) : of(version);
    }

    /** The same of a version that is a text, whatever it looks like. */
    public static long ofText(String version) {
        byte[] digest = another().digest(version.getBytes(StandardCharsets.UTF_8));
        return TEXTS | ByteBuffer.wrap(digest).getLong() >>> 2;
    }

    private static MessageDigest another() {
        try {
            return (MessageDigest) UNUSED.clone();
        } catch (CloneNotSupportedException otherProvider) {
            return sha256();
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            // Every Java platform has SHA-256: java.security.MessageDigest's class comment.
            throw new IllegalStateException(impossible);
        }
    }
}
