package dev.lifeguard.migrate.architecture.bad.statics;

import java.util.ArrayList;
import java.util.List;

/** Has a registry that all share. */
final class KeepsNames {

    static final List<String> NAMES = new ArrayList<>();
}
