package dev.lifeguard.migrate.layouts.history;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Digests as tools record them. */
public final class Digest {

    private Digest() {}

    /** SHA-256 in 64 small hexadecimal digits. */
    public static String sha256(byte[] content) {
        return HexFormat.of().formatHex(of("SHA-256", content));
    }

    /** SHA-384. */
    public static byte[] sha384(byte[] content) {
        return of("SHA-384", content);
    }

    private static byte[] of(String algorithm, byte[] content) {
        try {
            return MessageDigest.getInstance(algorithm).digest(content);
        } catch (NoSuchAlgorithmException impossible) {
            // java.security.MessageDigest names SHA-256 as one that every platform has, and that
            // of this one, the same family, is in java.base.
            throw new IllegalStateException(impossible);
        }
    }
}
