package dev.lifeguard.migrate.layouts.flyway;

import dev.lifeguard.migrate.source.Surroundings;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/**
 * The placeholders that Flyway gives values itself. The names of its table and of its environment
 * are settings of its own, so that whoever needs them declares them. Source: Flyway's class
 * ParsingContext.
 *
 * <p>As in Flyway the timestamp is this process', and the working directory too: of a migration
 * that stopped part-way the text is another one at the next run.
 */
final class BuiltIn {

    private static final String PREFIX = "flyway:";
    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    private final Surroundings around;
    private final String timestamp = LocalDateTime.now(ZoneId.systemDefault()).format(TIMESTAMP);

    BuiltIn(Surroundings around) {
        this.around = around;
    }

    /** The value of a name in a file; empty where it is none of them. */
    Optional<String> value(String name, String path) {
        String called = name.toLowerCase(Locale.ROOT);
        if (!called.startsWith(PREFIX)) {
            return Optional.empty();
        }
        return switch (called.substring(PREFIX.length())) {
            case "filename" -> Optional.of(path.substring(path.lastIndexOf('/') + 1));
            case "timestamp" -> Optional.of(timestamp);
            case "workingdirectory" -> Optional.of(System.getProperty("user.dir", ""));
            case "defaultschema" -> around.schema();
            case "user" -> around.user();
            case "database" -> around.databaseName();
            default -> Optional.empty();
        };
    }
}
