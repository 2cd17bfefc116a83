package dev.lifeguard.migrate.inspect.snapshot;

import dev.lifeguard.migrate.connect.file.MigrationDirectories;
import dev.lifeguard.migrate.connect.words.FaultText;
import dev.lifeguard.migrate.connect.words.Refused;
import dev.lifeguard.migrate.error.DatabaseUnreachableException;
import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.report.MigrationReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.sql.DataSource;

/** A file that has the schema after each run that changes it. */
public record SnapshotAfterRun(Path file) {

    /**
     * Refuses one that cannot be written, that is somebody else's, or that would be read as a
     * migration, before a run whose schema it shall hold.
     */
    public void requireWritable(MigrationDirectories migrations) {
        migrations.requireNotRead("--snapshot-file", file);
        if (Files.isDirectory(file)) {
            throw unwritable("it is a directory");
        }
        Path there = file.toAbsolutePath();
        while (there.getParent() != null && !Files.exists(there)) {
            there = there.getParent();
        }
        if (!there.equals(file.toAbsolutePath()) && !Files.isDirectory(there)) {
            throw unwritable("%s is no directory".formatted(there));
        }
        if (!Files.isWritable(there)) {
            throw unwritable("no permission for %s".formatted(there));
        }
        try {
            SnapshotFiles.requireOwn(file);
        } catch (IOException failure) {
            throw unwritable(FaultText.of(failure));
        }
    }

    private LifeguardException unwritable(String reason) {
        return Refused.because(
                "The snapshot file %s cannot be written: %s. Nothing was changed."
                        .formatted(file, reason));
    }

    /**
     * Runs migrations, and writes it where any was applied, before one that failed too.
     *
     * @param applied whether any is, as the run tells it
     * @param write writes it
     * @param warnings gets why it could not be written after a run that failed
     */
    public static MigrationReport around(
            Supplier<MigrationReport> run,
            BooleanSupplier applied,
            Runnable write,
            Consumer<String> warnings) {
        MigrationReport report;
        try {
            report = run.get();
        } catch (LifeguardException failure) {
            if (applied.getAsBoolean() && canStillRead(failure)) {
                try {
                    write.run();
                } catch (LifeguardException unwritten) {
                    failure.addSuppressed(unwritten);
                    warnings.accept(unwritten.detail().message());
                }
            }
            throw failure;
        }
        if (!report.applied().isEmpty()) {
            write.run();
        }
        return report;
    }

    private static boolean canStillRead(LifeguardException failure) {
        return failure.kind() != ErrorKind.DATABASE_UNREACHABLE
                && failure.kind() != ErrorKind.INTERRUPTED;
    }

    /**
     * Writes the schema after a run that changed it.
     *
     * @throws LifeguardException when that cannot be done; its message says that the migrations are
     *     applied all the same
     */
    public void write(SnapshotReader reader, DataSource database, OwnTables leftOut) {
        try (Connection connection = database.getConnection()) {
            SnapshotFiles.write(reader.read(connection, leftOut), file);
        } catch (IOException failure) {
            throw Refused.because(unwritten(FaultText.of(failure)), failure);
        } catch (SQLException failure) {
            throw new DatabaseUnreachableException(
                    ErrorDetail.ofServer(
                            ErrorKind.DATABASE_UNREACHABLE,
                            unwritten("the schema cannot be read: " + failure.getMessage()),
                            failure.getSQLState()),
                    failure);
        }
    }

    private String unwritten(String reason) {
        return "What this run applied stays applied, but the snapshot file %s cannot be written: %s. Run lifeguard-migrate snapshot --file %s when it can."
                .formatted(file, reason, file);
    }
}
