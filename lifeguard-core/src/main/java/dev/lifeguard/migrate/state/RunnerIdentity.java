package dev.lifeguard.migrate.state;

import dev.lifeguard.migrate.report.LockHolder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/**
 * Who this process is, as it writes itself into the lock's row and into the history.
 *
 * @param host the machine's name
 * @param process the process number on it
 * @param application what runs in it
 * @param started when it started, on this machine's clock
 * @param user the user of the operating system
 */
public record RunnerIdentity(
        String host, long process, String application, Instant started, String user) {

    /** This process. */
    public static RunnerIdentity current(String application) {
        ProcessHandle self = ProcessHandle.current();
        return new RunnerIdentity(
                hostName(),
                self.pid(),
                application,
                self.info().startInstant().orElseGet(Instant::now).truncatedTo(ChronoUnit.SECONDS),
                System.getProperty("user.name", "unknown"));
    }

    /** The text in the lock's row. */
    public String holder() {
        return process(host, process) + application + startedAt(started);
    }

    /** The text in the history's rows. */
    public String appliedBy() {
        return user + "@" + host;
    }

    /** Whether a lock's row was written by this very process. */
    boolean wrote(LockHolder row) {
        return row.holder().startsWith(process(host, process))
                && row.holder().endsWith(startedAt(started));
    }

    private static String process(String host, long process) {
        return host + ", process " + process + ", ";
    }

    /** A restarted container has the same host name and process number again. */
    private static String startedAt(Instant moment) {
        // As it writes itself, without its formatter, which takes 6 ms to set up.
        LocalDateTime utc = LocalDateTime.ofEpochSecond(moment.getEpochSecond(), 0, ZoneOffset.UTC);
        return ", started " + utc + (utc.getSecond() == 0 ? ":00Z" : "Z");
    }

    // The environment and the file come first: a name look-up can hang for seconds.
    private static String hostName() {
        for (String variable : new String[] {"HOSTNAME", "COMPUTERNAME"}) {
            String name = System.getenv(variable);
            if (name != null && !name.isBlank()) {
                return name.strip();
            }
        }
        try {
            String name = Files.readString(Path.of("/etc/hostname")).strip();
            return name.isEmpty() ? "localhost" : name;
        } catch (IOException noSuchFile) {
            return lookedUp();
        }
    }

    private static String lookedUp() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException unnamed) {
            return "localhost";
        }
    }
}
