package dev.lifeguard.migrate.connect.embedded;

import dev.lifeguard.migrate.connect.file.PrivateDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;

/**
 * How one logs in to an embedded server: by a random password, which is in a file of the user's
 * alone and in no process list, environment or log. Nobody gets in without it.
 */
final class ServerLogin {

    /** The server's superuser. */
    static final String USER = "postgres";

    private static final int BYTES = 24;
    private static final String RULES =
            """
            # Written anew at each start. Nobody gets in without a password.
            local all all scram-sha-256
            host all all 127.0.0.1/32 scram-sha-256
            """;

    private final EmbeddedDirectory directory;

    ServerLogin(EmbeddedDirectory directory) {
        this.directory = directory;
    }

    /** The password. */
    String password() throws IOException {
        return Files.readString(directory.password()).strip();
    }

    /** Makes one for a server that is not there yet. */
    void make() throws IOException {
        write(directory.password());
    }

    /**
     * Has a server that does not run ask for a password, also one of an earlier version of this
     * program, which let everybody in.
     */
    void require(ServerPrograms programs) throws IOException {
        if (!Files.exists(directory.password())) {
            Path next = directory.real().resolve("password.new");
            write(next);
            // The password is in what the program reads, not among its arguments.
            programs.run(
                    "ALTER ROLE %s PASSWORD '%s'\n".formatted(USER, Files.readString(next)),
                    directory.log(),
                    List.of(
                            "postgres",
                            "--single",
                            "-D",
                            directory.data().toString(),
                            "-c",
                            "password_encryption=scram-sha-256",
                            "-c",
                            "log_min_error_statement=panic",
                            "postgres"));
            // By itself the program goes on behind a statement that failed.
            if (Files.readString(directory.log()).contains("ERROR:")) {
                throw new IOException("the superuser's password could not be set");
            }
            Files.move(next, directory.password(), StandardCopyOption.ATOMIC_MOVE);
        }
        Files.writeString(directory.data().resolve("pg_hba.conf"), RULES);
    }

    private static void write(Path file) throws IOException {
        Files.deleteIfExists(file);
        Files.createFile(file, PrivateDirectory.attributesOfFile());
        byte[] random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        Files.writeString(
                file,
                Base64.getUrlEncoder().withoutPadding().encodeToString(random),
                StandardOpenOption.WRITE);
    }
}
