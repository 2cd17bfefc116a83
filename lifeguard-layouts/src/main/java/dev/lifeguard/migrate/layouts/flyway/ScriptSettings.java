package dev.lifeguard.migrate.layouts.flyway;

import dev.lifeguard.migrate.source.MigrationSource.MigrationFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the file {@code NAME.conf} beside a script says of it. Source: Flyway's class
 * SqlScriptMetadata.
 *
 * @param encoding null where it is not said
 * @param transaction whether it runs in one, where nothing in it speaks against it
 * @param placeholders whether they are replaced
 * @param runs whether it runs at all
 * @param fault why it cannot be followed, behind the name of the script; null where it can
 */
record ScriptSettings(
        @Nullable Charset encoding,
        boolean transaction,
        boolean placeholders,
        boolean runs,
        @Nullable String fault) {

    static final ScriptSettings NONE = new ScriptSettings(null, true, true, true, null);

    /**
     * Reads them.
     *
     * @param placeholders what is declared, for a condition
     */
    static ScriptSettings of(MigrationFile file, Map<String, String> placeholders)
            throws IOException {
        Map<String, String> values = values(file);
        try {
            boolean runs = runs(values.remove("shouldExecute"), placeholders, file);
            ScriptSettings settings =
                    new ScriptSettings(
                            encoding(values.remove("encoding"), file),
                            isTrue("executeInTransaction", values, file),
                            isTrue("placeholderReplacement", values, file),
                            runs,
                            null);
            if (!values.isEmpty()) {
                throw refused(
                        ("says \"%s\", which is none of executeInTransaction, encoding,"
                                        + " placeholderReplacement and shouldExecute. Take it out.")
                                .formatted(values.keySet().iterator().next()),
                        file);
            }
            return settings;
        } catch (IllegalArgumentException refused) {
            return new ScriptSettings(null, true, true, true, refused.getMessage());
        }
    }

    private static Map<String, String> values(MigrationFile file) throws IOException {
        String text;
        try (InputStream stream = file.open()) {
            text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
        Properties properties = new Properties();
        // A backslash is a character like any other there.
        properties.load(new StringReader(text.replace("\\", "\\\\").replace("\uFEFF", "")));
        Map<String, String> values = new TreeMap<>();
        properties.forEach((key, value) -> values.put(key.toString(), value.toString().strip()));
        return values;
    }

    private static boolean runs(
            @Nullable String value, Map<String, String> placeholders, MigrationFile file) {
        Optional<Boolean> said =
                value == null
                        ? Optional.of(true)
                        : FlywayChecksum.replaced(value, placeholders).flatMap(Condition::holds);
        return said.orElseThrow(
                () ->
                        refused(
                                ("says shouldExecute=%s. Write true, false, A==B or A!=B, and"
                                                + " declare the placeholders in it.")
                                        .formatted(value),
                                file));
    }

    private static boolean isTrue(String key, Map<String, String> values, MigrationFile file) {
        String value = values.remove(key);
        Optional<Boolean> said = value == null ? Optional.of(true) : truth(value);
        return said.orElseThrow(
                () -> refused("says %s=%s. Write true or false.".formatted(key, value), file));
    }

    private static Optional<Boolean> truth(String value) {
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    private static @Nullable Charset encoding(@Nullable String name, MigrationFile file) {
        try {
            return name == null ? null : Charset.forName(name);
        } catch (IllegalArgumentException unknown) {
            throw refused(
                    "says encoding=%s, which is none that is known. Write UTF-8, for example."
                            .formatted(name),
                    file);
        }
    }

    private static IllegalArgumentException refused(String what, MigrationFile file) {
        return new IllegalArgumentException(
                "has settings in \"%s\" that cannot be followed: it %s"
                        .formatted(file.name(), what));
    }
}
