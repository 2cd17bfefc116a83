package dev.lifeguard.migrate.layouts.history;

import dev.lifeguard.migrate.takeover.ForeignDatabase;
import dev.lifeguard.migrate.takeover.ForeignDatabase.Product;
import dev.lifeguard.migrate.takeover.ForeignLock;
import dev.lifeguard.migrate.takeover.ForeignRow;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Objects;
import java.util.zip.CRC32;

/** The locks of databases that have a number or name and belong to no table. */
public final class NamedLock {

    private static final String GOT = "got";

    private NamedLock() {}

    /**
     * Takes advisory locks of PostgreSQL until the transaction's end; those that a session took are
     * in their way, and the other way round.
     *
     * @param tool what people call the tool
     */
    public static ForeignLock ofTransaction(ForeignDatabase database, String tool, long... keys)
            throws SQLException {
        for (long key : keys) {
            Boolean got =
                    one(database, "SELECT pg_catalog.pg_try_advisory_xact_lock(?) AS got", key)
                            .flag(GOT);
            if (!Boolean.TRUE.equals(got)) {
                return held(tool, "the advisory lock " + key);
            }
        }
        return ForeignLock.taken();
    }

    /** The same of a tool that has no lock on other databases. */
    public static ForeignLock onPostgresAlone(ForeignDatabase database, String tool, long key)
            throws SQLException {
        return database.product() == Product.POSTGRESQL
                ? ofTransaction(database, tool, key)
                : ForeignLock.taken();
    }

    /**
     * Takes a lock of MariaDB that has a name, which the session keeps until it is given back.
     *
     * @param tool what people call the tool
     */
    public static ForeignLock ofSession(ForeignDatabase database, String tool, String name)
            throws SQLException {
        Long got = one(database, "SELECT GET_LOCK(?, 0) AS got", name).number(GOT);
        if (got == null) {
            return failed(name);
        }
        if (got != 1) {
            return held(tool, "the lock \"%s\"".formatted(name));
        }
        return new ForeignLock() {
            @Override
            public void release() throws SQLException {
                database.query("SELECT RELEASE_LOCK(?) AS got", name);
            }
        };
    }

    /** What is said where MariaDB gives NULL: nobody needs to have that lock. */
    public static ForeignLock failed(String name) {
        return ForeignLock.heldByAnother(
                ("MariaDB did not try for the lock \"%s\": GET_LOCK gave NULL, as it does where it"
                                + " runs out of memory or the session is ended. Look at the"
                                + " server's log.")
                        .formatted(name));
    }

    private static ForeignLock held(String tool, String what) {
        return ForeignLock.heldByAnother(
                "Another session has %s, which is %s's: it migrates just now. Wait for it, or end that session if nobody is at work any more."
                        .formatted(what, tool));
    }

    /** The name of the database that the session is in. */
    public static String databaseName(ForeignDatabase database) throws SQLException {
        String function =
                database.product() == Product.POSTGRESQL
                        ? "pg_catalog.current_database()"
                        : "DATABASE()";
        return Objects.requireNonNullElse(
                one(database, "SELECT %s AS name".formatted(function)).text("name"), "");
    }

    /** The CRC-32 of a text, as several tools make the numbers of their locks. */
    public static long crc32(String text) {
        CRC32 crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return crc.getValue();
    }

    private static ForeignRow one(ForeignDatabase database, String sql, Object... values)
            throws SQLException {
        return database.query(sql, values).getFirst();
    }
}
