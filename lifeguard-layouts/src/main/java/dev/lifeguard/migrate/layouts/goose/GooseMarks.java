package dev.lifeguard.migrate.layouts.goose;

import dev.lifeguard.migrate.layout.Marks;
import java.util.Optional;

/** {@code -- +goose Up} and the other annotations of goose, in any capitals. */
enum GooseMarks implements Marks {
    /** The only ones. */
    MARKS;

    /** What an annotation says. */
    enum Annotation {
        UP("Up"),
        DOWN("Down"),
        STATEMENT_BEGIN("StatementBegin"),
        STATEMENT_END("StatementEnd"),
        NO_TRANSACTION("NO TRANSACTION"),
        ENVSUB_ON("ENVSUB ON"),
        ENVSUB_OFF("ENVSUB OFF");

        private final String text;

        Annotation(String text) {
            this.text = text;
        }

        /** What a comment with {@link #SIGN} in it says; empty where goose refuses it. */
        static Optional<Annotation> in(String comment) {
            String plain = comment.replace("--", "");
            int sign = plain.indexOf(SIGN);
            String said =
                    (plain.substring(0, sign) + plain.substring(sign + SIGN.length())).strip();
            for (Annotation annotation : values()) {
                if (annotation.text.equalsIgnoreCase(said)) {
                    return Optional.of(annotation);
                }
            }
            return Optional.empty();
        }
    }

    /** What every annotation has in it. */
    static final String SIGN = "+goose";

    @Override
    public Optional<Mark> read(String comment) {
        if (!comment.contains(SIGN)) {
            return Optional.empty();
        }
        Optional<Annotation> annotation = Annotation.in(comment);
        return annotation.isEmpty()
                ? Optional.of(
                        new Mark.Refused(
                                "goose does not know \"--%s\" and refuses it. Correct it."
                                        .formatted(comment.stripTrailing())))
                : mark(annotation.get());
    }

    private static Optional<Mark> mark(Annotation annotation) {
        return switch (annotation) {
            case UP -> Optional.of(Mark.Sign.UP);
            case DOWN -> Optional.of(Mark.Sign.DOWN);
            case STATEMENT_BEGIN, STATEMENT_END -> Optional.of(Mark.Sign.STATEMENT_BREAK);
            // These hold for the whole file, wherever they stand in it: its form says so.
            case NO_TRANSACTION, ENVSUB_ON, ENVSUB_OFF -> Optional.empty();
        };
    }

    @Override
    public String up() {
        return "-- +goose Up";
    }

    @Override
    public String down() {
        return "-- +goose Down";
    }
}
