package dev.lifeguard.migrate.architecture.bad.statics;

import java.util.Arrays;
import java.util.List;

/** Has a view that its owner can change. */
final class WrapsAList {

    static final List<String> NAMES = Arrays.asList("a", "b");
}
