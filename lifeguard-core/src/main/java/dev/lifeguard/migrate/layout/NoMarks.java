package dev.lifeguard.migrate.layout;

import java.util.Optional;

/** All comments are for people. */
enum NoMarks implements Marks {
    /** The only ones. */
    MARKS;

    @Override
    public Optional<Mark> read(String comment) {
        return Optional.empty();
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
