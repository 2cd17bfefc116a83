package dev.lifeguard.migrate.layout;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** This project's own marks. */
enum OwnMarks implements Marks {
    /** The only ones. */
    MARKS;

    private static final Pattern BLANKS = Pattern.compile("[ \\t\\f\\x0B]+");

    @Override
    public Optional<Mark> read(String comment) {
        return switch (BLANKS.matcher(comment).replaceAll(" ").strip().toLowerCase(Locale.ROOT)) {
            case "up migration", "migrate:up" -> Optional.of(Mark.Sign.UP);
            case "down migration", "migrate:down" -> Optional.of(Mark.Sign.DOWN);
            default -> Optional.empty();
        };
    }

    @Override
    public String up() {
        return "-- Up migration";
    }

    @Override
    public String down() {
        return "-- Down migration";
    }
}
