package dev.lifeguard.migrate.script;

import java.util.Optional;

/** This project's own marks; beside them stands what is almost one, in {@link MarkerComment}. */
enum OwnMarks implements Marks {
    /** The only ones. */
    MARKS;

    @Override
    public Optional<Mark> read(String comment) {
        return MarkerComment.sectionOf(comment)
                .map(kind -> kind == SectionKind.UP ? Mark.Sign.UP : Mark.Sign.DOWN);
    }

    @Override
    public String up() {
        return SectionKind.UP.marker();
    }

    @Override
    public String down() {
        return SectionKind.DOWN.marker();
    }
}
