package dev.lifeguard.migrate.cli.command;

import dev.lifeguard.migrate.DatabaseProduct;
import dev.lifeguard.migrate.connect.words.FaultText;
import dev.lifeguard.migrate.connect.words.Refused;
import dev.lifeguard.migrate.error.DatabaseUnreachableException;
import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.inspect.snapshot.OwnTables;
import dev.lifeguard.migrate.inspect.snapshot.SchemaSnapshot;
import dev.lifeguard.migrate.inspect.snapshot.SnapshotFiles;
import dev.lifeguard.migrate.inspect.snapshot.SnapshotReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Reads the schema of a run's database. */
final class SnapshotRun {

    private SnapshotRun() {}

    /** Refuses a database whose schema cannot be read, before anything else is done. */
    static void requireReadable(Invocation invocation, String command) {
        DatabaseProduct product = invocation.product();
        if (!SnapshotReader.products().contains(product)) {
            throw Refused.because(
                    "%s reads the schema of %s, and the database is %s."
                            .formatted(command, readable(), product.product()));
        }
    }

    /** Those databases in a sentence. */
    static String readable() {
        List<String> names =
                SnapshotReader.products().stream().map(DatabaseProduct::product).toList();
        return "%s and %s"
                .formatted(String.join(", ", names.subList(0, names.size() - 1)), names.getLast());
    }

    /** Refuses a database that a command does not know, before anything else is done. */
    static void requirePostgres(Invocation invocation, String command) {
        DatabaseProduct product = invocation.product();
        if (product != DatabaseProduct.POSTGRESQL) {
            throw Refused.because(
                    "%s works on PostgreSQL only, and the database is %s."
                            .formatted(command, product.product()));
        }
    }

    static SchemaSnapshot read(Invocation invocation) {
        invocation.doing("reading the schema");
        return SnapshotReader.of(invocation.product())
                .read(
                        invocation.database().dataSource(),
                        OwnTables.of(invocation.settings().table().table()));
    }

    /** A path of an option. */
    static Path path(String option, String text) {
        try {
            if (!text.isEmpty()) {
                return Path.of(text);
            }
        } catch (InvalidPathException invalid) {
            throw Refused.because(
                    "\"%s\" (%s) is no path: %s.".formatted(text, option, invalid.getReason()),
                    invalid);
        }
        throw Refused.because("%s is empty. Name a path, or leave it out.".formatted(option));
    }

    /** Refuses a file that cannot be written, before a run whose schema it shall hold. */
    static void requireWritable(Path file) {
        if (Files.isDirectory(file)) {
            throw unwritable(file, "it is a directory");
        }
        Path there = file.toAbsolutePath();
        while (there.getParent() != null && !Files.exists(there)) {
            there = there.getParent();
        }
        if (!there.equals(file.toAbsolutePath()) && !Files.isDirectory(there)) {
            throw unwritable(file, "%s is no directory".formatted(there));
        }
        if (!Files.isWritable(there)) {
            throw unwritable(file, "no permission for %s".formatted(there));
        }
    }

    private static LifeguardException unwritable(Path file, String reason) {
        return Refused.because(
                "The snapshot file %s cannot be written: %s. Nothing was changed."
                        .formatted(file, reason));
    }

    /**
     * Writes the schema after a run that changed it.
     *
     * @throws LifeguardException when that cannot be done; its message says that the migrations are
     *     applied all the same
     */
    static void write(Invocation invocation, Path file) {
        invocation.doing("reading the schema");
        try (Connection connection = invocation.database().dataSource().getConnection()) {
            OwnTables own = OwnTables.of(invocation.settings().table().table());
            SnapshotFiles.write(
                    SnapshotReader.of(invocation.product()).read(connection, own), file);
        } catch (IOException failure) {
            throw Refused.because(unwritten(file, FaultText.of(failure)), failure);
        } catch (SQLException failure) {
            throw new DatabaseUnreachableException(
                    ErrorDetail.ofServer(
                            ErrorKind.DATABASE_UNREACHABLE,
                            unwritten(file, "the schema cannot be read: " + failure.getMessage()),
                            failure.getSQLState()),
                    failure);
        }
    }

    private static String unwritten(Path file, String reason) {
        return "What this run applied stays applied, but the snapshot file %s cannot be written: %s. Run lifeguard-migrate snapshot --file %s when it can."
                .formatted(file, reason, file);
    }
}
