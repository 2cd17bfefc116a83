package dev.lifeguard.migrate.layouts.dbmate;

import dev.lifeguard.migrate.layout.Marks;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code -- migrate:up} and {@code -- migrate:down}, perhaps with options behind it. */
enum DbmateMarks implements Marks {
    /** The only ones. */
    MARKS;

    /** As in {@code pkg/dbmate/migration.go}, within one line. */
    static final Pattern MARK = Pattern.compile("\\s*migrate:(up|down)(?<options>\\s.*|)");

    @Override
    public Optional<Mark> read(String comment) {
        Matcher mark = MARK.matcher(comment);
        return mark.matches()
                ? Optional.of(mark.group(1).equals("up") ? Mark.Sign.UP : Mark.Sign.DOWN)
                : Optional.empty();
    }

    @Override
    public String up() {
        return "-- migrate:up";
    }

    @Override
    public String down() {
        return "-- migrate:down";
    }
}
