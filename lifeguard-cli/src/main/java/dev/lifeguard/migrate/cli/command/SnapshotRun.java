package dev.lifeguard.migrate.cli.command;

import dev.lifeguard.migrate.connect.file.MigrationDirectories;
import dev.lifeguard.migrate.connect.words.Refused;
import dev.lifeguard.migrate.inspect.snapshot.NamedSchema;
import dev.lifeguard.migrate.inspect.snapshot.OwnTables;
import dev.lifeguard.migrate.inspect.snapshot.SchemaSnapshot;
import dev.lifeguard.migrate.inspect.snapshot.SnapshotAfterRun;
import dev.lifeguard.migrate.inspect.snapshot.SnapshotReader;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Reads the schema of a run's database. */
final class SnapshotRun {

    private SnapshotRun() {}

    /** Refuses a database whose schema cannot be read, before anything else is done. */
    static void requireReadable(Invocation invocation, String command) {
        SnapshotReader.require(invocation.product(), command);
    }

    /** Refuses a database that a command does not know, before anything else is done. */
    static void requirePostgres(Invocation invocation, String command) {
        SnapshotReader.requirePostgres(invocation.product(), command);
    }

    /** Where migrations run. */
    static NamedSchema schema(Invocation invocation) {
        return new NamedSchema(
                invocation.product(), Optional.ofNullable(invocation.settings().table().schema()));
    }

    static SchemaSnapshot read(Invocation invocation) {
        schema(invocation).requireThatOfUrl(invocation.database().dataSource(), "snapshot");
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

    /** Where no result may be written. */
    static MigrationDirectories directories(Invocation invocation) {
        return new MigrationDirectories(invocation.settings().migrations());
    }

    /** Writes the schema after a run that changed it. */
    static void write(Invocation invocation, SnapshotAfterRun snapshot) {
        invocation.doing("reading the schema");
        snapshot.write(
                SnapshotReader.of(invocation.product()),
                invocation.database().dataSource(),
                OwnTables.of(invocation.settings().table().table()));
    }
}
