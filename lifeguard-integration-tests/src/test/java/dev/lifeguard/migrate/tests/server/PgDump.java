package dev.lifeguard.migrate.tests.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The schema as {@code pg_dump -s} writes it: the client's version is 15, so up to server 15. */
public final class PgDump {

    private PgDump() {}

    /** Its lines, without comments, empty ones, settings and psql's own commands. */
    public static List<String> schema(TestDatabase database) {
        List<String> command =
                List.of(
                        "pg_dump",
                        "--schema-only",
                        "--no-owner",
                        "--no-acl",
                        "--host=" + database.server().host(),
                        "--port=" + database.server().port(),
                        "--username=postgres",
                        database.name());
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            String output =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(output);
            }
            return output.lines().filter(PgDump::tellsOfTheSchema).toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupt);
        }
    }

    private static boolean tellsOfTheSchema(String line) {
        return !line.isBlank()
                && !line.startsWith("--")
                && !line.startsWith("SET ")
                && !line.startsWith("SELECT pg_catalog.set_config")
                && !line.startsWith("\\");
    }
}
