package dev.lifeguard.migrate.schema;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the name of a migration's class says. */
record NamedClass(long version, String name) {

    private static final Pattern PATTERN = Pattern.compile("m([0-9]{14})_(.+)");

    static NamedClass of(Class<?> type) {
        Matcher matcher = PATTERN.matcher(type.getSimpleName());
        if (!matcher.matches()) {
            throw new IllegalStateException(
                    ("The class %s is not named like m20240120120000_create_users, and does not say"
                                    + " its version() and name() itself")
                            .formatted(type.getName()));
        }
        return new NamedClass(Long.parseLong(matcher.group(1)), matcher.group(2));
    }
}
