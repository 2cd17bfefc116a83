package dev.lifeguard.migrate.tests.crash;

import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.report.MigrationListener;
import dev.lifeguard.migrate.source.MigrationSource;
import dev.lifeguard.migrate.tests.project.Project;
import dev.lifeguard.migrate.tests.server.Await;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.mariadb.jdbc.MariaDbDataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.sqlite.SQLiteDataSource;

/** An application of one call that stands still at an event, or ends at once at some time. */
public final class CrashingRun {

    /** What it writes when it stands still. */
    public static final String PAUSED = "paused";

    private CrashingRun() {}

    /**
     * The database's URL, the folder of migrations, the lease; then either {@code pause}, an
     * event's number from 1 and a file at whose sight it goes on, or {@code halt} and nanoseconds.
     */
    public static void main(String[] arguments) {
        Migrator migrator =
                Migrator.builder(dataSource(arguments[0]))
                        .tableLockTimeout(Project.PATIENCE)
                        .source(MigrationSource.directory(Path.of(arguments[1])))
                        .lease(Duration.parse(arguments[2]))
                        .application("child")
                        .listener(
                                switch (arguments[3]) {
                                    case "pause" ->
                                            pauseAt(
                                                    Integer.parseInt(arguments[4]),
                                                    Path.of(arguments[5]));
                                    default -> haltAfter(Long.parseLong(arguments[4]));
                                })
                        .build();
        try {
            migrator.up();
            System.out.println("done");
        } catch (LifeguardException failure) {
            System.out.println(failure.detail().coded());
        }
    }

    private static DataSource dataSource(String url) {
        try {
            return switch (url.split(":", 3)[1]) {
                case "mariadb" -> new MariaDbDataSource(url);
                case "sqlite" -> {
                    SQLiteDataSource dataSource = new SQLiteDataSource();
                    dataSource.setUrl(url);
                    yield dataSource;
                }
                case "h2" -> {
                    JdbcDataSource dataSource = new JdbcDataSource();
                    dataSource.setURL(url);
                    yield dataSource;
                }
                default -> {
                    PGSimpleDataSource dataSource = new PGSimpleDataSource();
                    dataSource.setURL(url);
                    yield dataSource;
                }
            };
        } catch (SQLException unreadable) {
            throw new IllegalArgumentException(unreadable);
        }
    }

    private static MigrationListener pauseAt(int number, Path goOn) {
        AtomicInteger seen = new AtomicInteger();
        return event -> {
            if (seen.incrementAndGet() == number) {
                System.out.println(PAUSED);
                Await.until("it may go on", () -> Files.exists(goOn));
            }
        };
    }

    /** Counted from the first event; nothing is closed and no hook runs, as with SIGKILL. */
    private static MigrationListener haltAfter(long nanoseconds) {
        AtomicInteger seen = new AtomicInteger();
        return event -> {
            if (seen.incrementAndGet() == 1) {
                long end = System.nanoTime() + nanoseconds;
                Thread.ofPlatform().daemon().start(() -> haltAt(end));
            }
        };
    }

    private static void haltAt(long end) {
        for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
        Runtime.getRuntime().halt(137);
    }
}
