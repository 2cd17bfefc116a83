package dev.lifeguard.migrate.layouts.flyway;

import dev.lifeguard.migrate.source.MigrationSource.MigrationFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * Flyway's checksum: the CRC-32 of a file's lines in UTF-8, without what ends them and without a
 * byte order mark. Source: Flyway's class ChecksumCalculator.
 */
final class FlywayChecksum {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(.*?)\\}", Pattern.DOTALL);

    private FlywayChecksum() {}

    /** That of a file as it is. */
    static long of(MigrationFile file) throws IOException {
        try (InputStream stream = file.open();
                BufferedReader lines =
                        new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            return of(lines);
        }
    }

    /** That of a file with the values of its placeholders; empty where one has no value. */
    static Optional<Long> of(MigrationFile file, Map<String, String> values) throws IOException {
        String text;
        try (InputStream stream = file.open()) {
            text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
        Optional<String> replaced = replaced(text, values);
        if (replaced.isEmpty()) {
            return Optional.empty();
        }
        try (BufferedReader lines = new BufferedReader(new StringReader(replaced.get()))) {
            return Optional.of(of(lines));
        }
    }

    /** A text with the values of its placeholders; empty where one has no value. */
    static Optional<String> replaced(String text, Map<String, String> values) {
        Map<String, String> inAnyCapitals = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        inAnyCapitals.putAll(values);
        Matcher placeholder = PLACEHOLDER.matcher(text);
        StringBuilder replaced = new StringBuilder();
        while (placeholder.find()) {
            String value = inAnyCapitals.get(placeholder.group(1));
            if (value == null) {
                return Optional.empty();
            }
            placeholder.appendReplacement(replaced, Matcher.quoteReplacement(value));
        }
        return Optional.of(placeholder.appendTail(replaced).toString());
    }

    /** As the signed number that the table holds. */
    private static long of(BufferedReader lines) throws IOException {
        CRC32 sum = new CRC32();
        boolean first = true;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            String text = first && line.startsWith("\uFEFF") ? line.substring(1) : line;
            sum.update(text.getBytes(StandardCharsets.UTF_8));
            first = false;
        }
        return (int) sum.getValue();
    }
}
