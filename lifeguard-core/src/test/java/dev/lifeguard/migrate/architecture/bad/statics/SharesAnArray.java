package dev.lifeguard.migrate.architecture.bad.statics;

/** Has an array that every package reaches. */
public final class SharesAnArray {

    /** Anybody may change it. */
    @SuppressWarnings("MutablePublicArray") // The fault that is to be caught.
    public static final int[] NUMBERS = {1, 2};

    private SharesAnArray() {}
}
