package dev.lifeguard.migrate.layouts.liquibase;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Liquibase's checksums of a changeset, as its table has them: {@code 9:} and MD5 in hexadecimal
 * digits.
 *
 * <p>Version 9 counts the SQL without blanks and line breaks. Those before it count blanks, runs of
 * them as one, and how statements are divided.
 */
final class ChangesetSum {

    private static final Pattern SHAPE = Pattern.compile("([1-9]):[a-zA-Z0-9]+");
    private static final int ONLY_TEXT = 9;
    private static final String WHITE = "[ \\t\\r\\n]+";

    private ChangesetSum() {}

    /**
     * That of a version of the rule, from 1 on.
     *
     * @throws IllegalArgumentException when the version is none that is known
     */
    static String of(Changeset changeset, int version) {
        if (version < 1 || version > ONLY_TEXT) {
            throw new IllegalArgumentException("version " + version);
        }
        String sql = changeset.sql().trim();
        String counted =
                version == ONLY_TEXT
                        ? sql.replaceAll(WHITE, "")
                        : division(changeset) + sql.replaceAll(WHITE, " ");
        String change = version + ":" + md5(counted);
        return version + ":" + md5(change + ":");
    }

    /**
     * The version of the rule that a checksum was made by; empty where it is none that is known.
     */
    static Optional<Integer> version(String sum) {
        Matcher parts = SHAPE.matcher(sum);
        return parts.matches() ? Optional.of(Integer.valueOf(parts.group(1))) : Optional.empty();
    }

    private static String division(Changeset changeset) {
        Header header = changeset.header();
        return "%s:%s:%s:"
                .formatted(changeset.delimiter(), header.splitStatements(), header.stripComments());
    }

    private static String md5(String text) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("MD5")
                                    .digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            // Every Java platform has MD5: java.security.MessageDigest's class comment.
            throw new IllegalStateException(impossible);
        }
    }
}
