package dev.lifeguard.migrate.source.catalog;

import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.error.InvalidScriptException;
import dev.lifeguard.migrate.schema.Migration;
import dev.lifeguard.migrate.source.MigrationSource;
import dev.lifeguard.migrate.source.MigrationVersion;
import dev.lifeguard.migrate.source.catalog.Script.JavaMigration;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Migrations that are objects of the application. */
public record ObjectSource(List<Migration> migrations) implements MigrationSource {

    @Override
    public String description() {
        return "objects of the application";
    }

    @Override
    public List<MigrationFile> files() {
        return List.of();
    }

    /** One that its application has made already. */
    private record Made(Migration migration) implements JavaCode {

        @Override
        public Class<? extends Migration> type() {
            return migration.getClass();
        }
    }

    /**
     * The migration as one of a catalog.
     *
     * @throws InvalidScriptException when its version, name or checksum cannot be used
     */
    static JavaMigration script(Migration migration) {
        String type = migration.getClass().getName();
        MigrationVersion version = version(migration, type);
        String name = name(migration, type);
        Checksum checksum =
                checksum(migration, type)
                        .or(() -> MigrationIndex.checksum(migration.getClass()))
                        .orElseGet(() -> withoutSource(version, name));
        return new JavaMigration(
                new JavaMigration.Identity(version, name, type, checksum), new Made(migration));
    }

    /** What stands for the checksum where the source is not known. */
    static Checksum withoutSource(MigrationVersion version, String name) {
        byte[] known = "java:%s_%s".formatted(version, name).getBytes(StandardCharsets.UTF_8);
        try {
            return Checksum.of(new ByteArrayInputStream(known));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static MigrationVersion version(Migration migration, String type) {
        try {
            return MigrationVersion.ofMoment(migration.version());
        } catch (RuntimeException unusable) {
            throw refused(type, unusable);
        }
    }

    private static String name(Migration migration, String type) {
        try {
            String name = required(migration.name(), "its name");
            if (name.isBlank() || name.length() > MigrationFileName.MAX_NAME_LENGTH) {
                throw new IllegalArgumentException(
                        "its name has %s characters, and 1 to %s are allowed"
                                .formatted(name.length(), MigrationFileName.MAX_NAME_LENGTH));
            }
            return name;
        } catch (RuntimeException unusable) {
            throw refused(type, unusable);
        }
    }

    private static Optional<Checksum> checksum(Migration migration, String type) {
        try {
            return required(migration.checksum(), "its checksum").map(Checksum::new);
        } catch (RuntimeException unusable) {
            throw refused(type, unusable);
        }
    }

    private static <T> T required(@Nullable T value, String what) {
        if (value == null) {
            throw new IllegalArgumentException(what + " is null");
        }
        return value;
    }

    private static InvalidScriptException refused(String type, RuntimeException reason) {
        boolean told =
                reason instanceof IllegalArgumentException
                        || reason instanceof IllegalStateException;
        String why =
                told
                        ? Optional.ofNullable(reason.getMessage()).orElse("no reason is given")
                        : reason.toString();
        return new InvalidScriptException(
                ErrorDetail.of(
                                ErrorKind.INVALID_NAME,
                                "The migration class %s cannot be used: %s.".formatted(type, why))
                        .withFile(type),
                reason);
    }
}
