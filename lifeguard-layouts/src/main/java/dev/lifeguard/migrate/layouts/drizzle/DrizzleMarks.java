package dev.lifeguard.migrate.layouts.drizzle;

import dev.lifeguard.migrate.layout.Marks;
import java.util.Optional;

/** {@code --> statement-breakpoint}, behind a statement or on a line of its own. */
enum DrizzleMarks implements Marks {
    /** The only ones. */
    MARKS;

    private static final String BREAKPOINT = "> statement-breakpoint";

    @Override
    public Optional<Mark> read(String comment) {
        return comment.startsWith(BREAKPOINT)
                ? Optional.of(Mark.Sign.STATEMENT_BREAK)
                : Optional.empty();
    }

    @Override
    public String up() {
        return "";
    }

    @Override
    public String down() {
        return "";
    }
}
