package dev.lifeguard.migrate.cli.command;

import dev.lifeguard.migrate.DatabaseProduct;
import dev.lifeguard.migrate.connect.words.FaultText;
import dev.lifeguard.migrate.connect.words.Refused;
import dev.lifeguard.migrate.inspect.snapshot.OwnTables;
import dev.lifeguard.migrate.inspect.snapshot.SchemaSnapshot;
import dev.lifeguard.migrate.inspect.snapshot.SnapshotFiles;
import dev.lifeguard.migrate.inspect.snapshot.SnapshotReader;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Reads the schema of a run's database. */
final class SnapshotRun {

    private SnapshotRun() {}

    /** Refuses a database whose schema cannot be read, before anything else is done. */
    static void requireReadable(Invocation invocation, String command) {
        DatabaseProduct product = invocation.product();
        if (product != DatabaseProduct.POSTGRESQL) {
            throw Refused.because(
                    "%s reads the schema of PostgreSQL, and the database is %s."
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

    /** Writes the schema after a run that changed it. */
    static void write(Invocation invocation, Path file) {
        try {
            SnapshotFiles.write(read(invocation), file);
        } catch (IOException failure) {
            throw Refused.because(
                    "The migrations are applied, but the snapshot file %s cannot be written: %s. Run lifeguard-migrate snapshot --file %s when it can."
                            .formatted(file, FaultText.of(failure), file),
                    failure);
        }
    }
}
