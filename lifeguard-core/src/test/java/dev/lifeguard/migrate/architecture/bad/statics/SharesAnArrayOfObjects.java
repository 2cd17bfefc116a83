package dev.lifeguard.migrate.architecture.bad.statics;

/** Has an array of objects. */
final class SharesAnArrayOfObjects {

    static final String[] NAMES = {"a", "b"};
}
