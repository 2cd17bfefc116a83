package dev.lifeguard.migrate.error;

/** What kind of fault an error or a problem is; the constants and their codes never change. */
public enum ErrorKind {
    /** A setting or an argument that cannot be used. */
    CONFIGURATION("LG-101"),
    /** A migrations directory or file that does not exist or cannot be read. */
    FILE_NOT_FOUND("LG-102"),
    /** A migration that failed and of which nothing was kept. */
    SCRIPT_FAILED("LG-201"),
    /** A migration that failed part-way, and of which something was kept. */
    PARTIALLY_APPLIED("LG-202"),
    /** A migration that met other transactions' locks until its time was over; nothing was kept. */
    LOCK_BUSY("LG-203"),
    /** A file in the migrations directory whose name fits no pattern. */
    INVALID_NAME("LG-301"),
    /** A script that cannot be read or cannot run as it is written. */
    INVALID_SCRIPT("LG-302"),
    /** Two migrations with one version. */
    DUPLICATE_VERSION("LG-303"),
    /** An applied migration whose file was edited afterwards. */
    CHECKSUM_MISMATCH("LG-304"),
    /** An applied migration that no source holds, although a newer one is present. */
    MISSING_MIGRATION("LG-305"),
    /** A pending migration that is older than the newest applied one. */
    OUT_OF_ORDER("LG-306"),
    /** A migration without a way down. */
    IRREVERSIBLE("LG-307"),
    /** A way down that would take rows away which no migration put there. */
    DATA_LOSS("LG-308"),
    /** The lock was held by another runner until the timeout. */
    LOCK_TIMEOUT("LG-401"),
    /** The lock was lost while it was needed. */
    LEASE_LOST("LG-402"),
    /** The database could not be reached, refused the login, or was lost in the middle. */
    DATABASE_UNREACHABLE("LG-501"),
    /** The run was told to stop: an interrupt, or a signal to the process. */
    INTERRUPTED("LG-601"),
    /** A fault of this program. */
    INTERNAL("LG-901");

    private final String code;

    ErrorKind(String code) {
        this.code = code;
    }

    /** The stable code, for example {@code LG-201}, with which every message begins. */
    public String code() {
        return code;
    }
}
