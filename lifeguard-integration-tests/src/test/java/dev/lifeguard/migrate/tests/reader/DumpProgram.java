package dev.lifeguard.migrate.tests.reader;

import dev.lifeguard.migrate.tests.server.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Dumps a database, without the state table, as pg_dump does it for psql. */
final class DumpProgram {

    private static final String PROGRAM = ClientProgram.named("pg_dump");

    private DumpProgram() {}

    /** The script as pg_dump writes it. */
    static String dump(TestDatabase database, String... options) {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                PROGRAM,
                                "--exclude-table=lifeguard_migrations",
                                "--exclude-table=lifeguard_migrations_log",
                                "--host=" + database.server().host(),
                                "--port=" + database.server().port(),
                                "--username=postgres"));
        command.addAll(List.of(options));
        command.add(database.name());
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            String output =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(output);
            }
            return output;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupt);
        }
    }

    /** A dump without the two lines that hold a random word. */
    static String comparable(String dump) {
        return dump.replaceAll("(?m)^\\\\(un)?restrict [A-Za-z0-9]+$", "");
    }
}
