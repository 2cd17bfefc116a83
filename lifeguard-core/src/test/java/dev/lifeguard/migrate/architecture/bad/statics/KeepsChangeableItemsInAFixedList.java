package dev.lifeguard.migrate.architecture.bad.statics;

import java.util.List;

/** Has a fixed list of what can be changed. */
final class KeepsChangeableItemsInAFixedList {

    static final List<StringBuilder> TEXTS = List.of(new StringBuilder());
}
