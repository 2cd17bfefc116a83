package dev.lifeguard.migrate.cli.settings;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a configuration file may say, at its top or for an environment. */
enum ConfigKey {
    DATABASE_URL(Shape.TEXT),
    DATABASE_PASSWORD_FILE(Shape.TEXT),
    SCRATCH_URL(Shape.TEXT),
    MIGRATIONS_DIR(Shape.PATHS),
    LAYOUT(Shape.TEXT),
    SCHEMA(Shape.TEXT),
    TABLE(Shape.TEXT),
    CONNECT_TIMEOUT(Shape.DURATION),
    LOCK_TIMEOUT(Shape.DURATION),
    TABLE_LOCK_TIMEOUT(Shape.DURATION),
    TABLE_LOCK_RETRY(Shape.DURATION),
    CANCEL_BLOCKERS(Shape.TEXT),
    CLASS_PATH(Shape.PATHS),
    OUTPUT(Shape.TEXT),
    QUIET(Shape.FLAG),
    VERBOSE(Shape.FLAG),
    NO_COLOR(Shape.FLAG),
    OUT_OF_ORDER(Shape.FLAG),
    GROUP(Shape.FLAG),
    SNAPSHOT_FILE(Shape.TEXT);

    /** What its value is. */
    enum Shape {
        /** One text. */
        TEXT("a text in quotes"),
        /** A number and its unit. */
        DURATION("a text in quotes, as \"30s\""),
        /** A path, or several. */
        PATHS("a text in quotes, or a list of at least one"),
        /** True or false. */
        FLAG("true or false without quotes");

        private final String words;

        Shape(String words) {
            this.words = words;
        }

        /** What to write, for a message. */
        String words() {
            return words;
        }
    }

    private final Shape shape;

    ConfigKey(Shape shape) {
        this.shape = shape;
    }

    Shape shape() {
        return shape;
    }

    /** The environment variables that say it too, the first of them first. */
    List<String> variables() {
        String own = "LIFEGUARD_" + name();
        return switch (this) {
            case DATABASE_URL -> List.of(own, "DATABASE_URL");
            case QUIET, VERBOSE, NO_COLOR -> List.of();
            case DATABASE_PASSWORD_FILE,
                    SCRATCH_URL,
                    MIGRATIONS_DIR,
                    LAYOUT,
                    SCHEMA,
                    TABLE,
                    CONNECT_TIMEOUT,
                    LOCK_TIMEOUT,
                    TABLE_LOCK_TIMEOUT,
                    TABLE_LOCK_RETRY,
                    CANCEL_BLOCKERS,
                    CLASS_PATH,
                    OUTPUT,
                    OUT_OF_ORDER,
                    GROUP,
                    SNAPSHOT_FILE ->
                    List.of(own);
        };
    }

    /** As a file has it: the option without its dashes. */
    String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The option that says it too. */
    String option() {
        return "--" + key();
    }

    static Optional<ConfigKey> of(String key) {
        return Arrays.stream(values()).filter(each -> each.key().equals(key)).findFirst();
    }
}
