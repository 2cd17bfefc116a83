package dev.lifeguard.migrate.source.catalog;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The SHA-256 of each block of a file, in their order. */
final class BlockDigests {

    private final MessageDigest sha256 = sha256();
    private final List<byte[]> digests = new ArrayList<>();

    /** Adds the next block. */
    void add(byte[] block) {
        digests.add(sha256.digest(block));
    }

    /** Whether this is the block of that number, from 0; behind the last one is an empty block. */
    boolean matches(int number, byte[] block) {
        return number < digests.size()
                ? Arrays.equals(digests.get(number), sha256.digest(block))
                : block.length == 0;
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
