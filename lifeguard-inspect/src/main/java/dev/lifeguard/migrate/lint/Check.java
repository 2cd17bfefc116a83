package dev.lifeguard.migrate.lint;

import java.util.function.Consumer;

/** Looks at a statement before it is taken to have run. */
interface Check {

    /**
     * Tells what it finds. Of several diagnoses of one part of a statement the gravest is told, and
     * the first of those that are as grave.
     *
     * @param out takes them
     */
    void look(Subject subject, Consumer<Diagnosis> out);
}
