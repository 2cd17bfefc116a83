package dev.lifeguard.migrate.architecture.bad.statics;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** May do so. */
enum HasConstants {
    ONE,
    TWO;

    static final String NAME = "name";
    static final int NUMBER = 1;
    static final Duration TIME = Duration.ofSeconds(1);
    static final Pattern PATTERN = Pattern.compile("a");
    static final List<String> LIST = List.of("a");
    static final Map<String, List<Integer>> MAP = Map.of("a", List.of(1));
    private static final byte[] BYTES = {1, 2};

    static int first(HasConstants either) {
        return switch (either) {
            case ONE -> BYTES[0];
            case TWO -> NUMBER;
        };
    }
}
