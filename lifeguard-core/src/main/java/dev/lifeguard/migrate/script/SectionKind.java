package dev.lifeguard.migrate.script;

import dev.lifeguard.migrate.layout.Marks;

/** Which way a section goes. */
enum SectionKind {
    UP,
    DOWN;

    /** The comment line that begins such a section, in its right form. */
    String marker() {
        return switch (this) {
            case UP -> Marks.own().up();
            case DOWN -> Marks.own().down();
        };
    }
}
