package dev.lifeguard.migrate.architecture.bad.printing.engine;

/** Prints to the standard output. */
final class PrintsAWord {

    static void print() {
        System.out.println("word");
    }
}
