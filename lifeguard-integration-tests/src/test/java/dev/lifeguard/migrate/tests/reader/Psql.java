package dev.lifeguard.migrate.tests.reader;

import dev.lifeguard.migrate.tests.server.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs psql on files, as a user would who wants all of a file or none of it. */
final class Psql {

    private static final Pattern ERROR =
            Pattern.compile("^psql:.*?(ERROR|FATAL): +(?<state>[0-9A-Z]{5})$", Pattern.MULTILINE);

    private static final String PROGRAM = ClientProgram.named("psql");

    private final TestDatabase database;
    private final String user;

    Psql(TestDatabase database, String user) {
        this.database = database;
        this.user = user;
    }

    /** What psql ends with: an exit code of 0, or the server's SQLState, if that is why. */
    record Result(boolean success, String sqlState, String output) {}

    /** Runs a file in one transaction, or each statement in its own. */
    Result run(Path file, String... options) {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                PROGRAM,
                                "--no-psqlrc",
                                "--quiet",
                                "--set=ON_ERROR_STOP=1",
                                "--set=VERBOSITY=sqlstate",
                                "--output=/dev/null",
                                "--host=" + database.server().host(),
                                "--port=" + database.server().port(),
                                "--username=" + user,
                                "--dbname=" + database.name(),
                                "--file=" + file));
        command.addAll(List.of(options));
        try {
            return run(command);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupt);
        }
    }

    private static Result run(List<String> command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("PGTZ", "UTC");
        builder.environment().put("PGCLIENTENCODING", "UTF8");
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int exitCode = process.waitFor();
        Matcher error = ERROR.matcher(output);
        return new Result(exitCode == 0, error.find() ? error.group("state") : "", output);
    }
}
