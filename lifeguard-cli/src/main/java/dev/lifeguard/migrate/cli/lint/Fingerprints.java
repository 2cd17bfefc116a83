package dev.lifeguard.migrate.cli.lint;

import dev.lifeguard.migrate.lint.LintFinding;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/**
 * What a finding is known by when it is found again: its rule, its file and the text of the
 * statement. Lines may move, and blanks may change. Of several that are alike in all that, each has
 * its own, by their order.
 */
final class Fingerprints {

    private final Map<String, Integer> seen = new HashMap<>();

    /** The one of the next finding. */
    String next(PlacedFinding placed) {
        LintFinding finding = placed.finding();
        String about = finding.statement().isEmpty() ? finding.message() : finding.statement();
        String key =
                String.join(
                        "\0",
                        finding.rule().ruleName(),
                        RepositoryPath.of(placed.path()),
                        about.strip().replaceAll("\\s+", " "));
        int number = seen.merge(key, 1, Integer::sum);
        return hash(number == 1 ? key : key + "\0" + number);
    }

    private static String hash(String text) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
