package dev.lifeguard.migrate.lint;

import java.util.List;

/** All checks. Of what they say of one part of a statement the first is taken. */
final class Checks {

    static final List<Check> OF_A_STATEMENT = List.of(new IndexChecks(), new OpaqueCode());

    /** What is said of a statement of which nothing else is. */
    static final List<Check> IF_NOTHING_ELSE = List.of();

    private Checks() {}
}
