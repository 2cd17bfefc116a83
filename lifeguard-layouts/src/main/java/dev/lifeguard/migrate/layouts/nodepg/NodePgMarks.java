package dev.lifeguard.migrate.layouts.nodepg;

import dev.lifeguard.migrate.layout.Marks;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A comment that begins with "Up Migration" or "Down Migration", in any capitals. */
enum NodePgMarks implements Marks {
    /** The only ones. */
    MARKS;

    /** As in {@code src/sqlMigration.ts}, within one line. */
    private static final Pattern MARK =
            Pattern.compile("[\\s-]*(up|down)\\s+migration", Pattern.CASE_INSENSITIVE);

    @Override
    public Optional<Mark> read(String comment) {
        Matcher mark = MARK.matcher(comment);
        if (!mark.lookingAt()) {
            return Optional.empty();
        }
        boolean up = mark.group(1).toLowerCase(Locale.ROOT).equals("up");
        return Optional.of(up ? Mark.Sign.UP : Mark.Sign.DOWN);
    }

    @Override
    public String up() {
        return "-- Up Migration";
    }

    @Override
    public String down() {
        return "-- Down Migration";
    }
}
