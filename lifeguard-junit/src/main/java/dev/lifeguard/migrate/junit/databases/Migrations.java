package dev.lifeguard.migrate.junit.databases;

import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.MigratorBuilder;
import dev.lifeguard.migrate.connect.words.FaultText;
import dev.lifeguard.migrate.connect.words.Refused;
import dev.lifeguard.migrate.layouts.LayoutName;
import dev.lifeguard.migrate.source.Layout;
import dev.lifeguard.migrate.source.MigrationSource;
import dev.lifeguard.migrate.source.MigrationSource.MigrationFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import javax.sql.DataSource;

/**
 * The migrations of some places.
 *
 * @param locations {@code classpath:…} or {@code filesystem:…}
 * @param layout whose files they are
 */
public record Migrations(List<String> locations, String layout) {

    /** This project's own. */
    public static final String OWN_LAYOUT = "lifeguard";

    /** Changes where the same migrations would make another database. */
    private static final String FORMAT = "1";

    private static final int DIGEST_BYTES = 8;

    /** Copies the list. */
    public Migrations {
        locations = List.copyOf(locations);
    }

    /** Applies them all. */
    public void apply(DataSource database) {
        migrator(database).up();
    }

    /** What applies them to a database, or takes them back. */
    public Migrator migrator(DataSource database) {
        MigratorBuilder builder =
                Migrator.builder(database).application("lifeguard-junit").backgroundBatchesInUp();
        sources().forEach(builder::source);
        return builder.build();
    }

    private List<MigrationSource> sources() {
        Layout read = layout.equals(OWN_LAYOUT) ? Layout.own() : other();
        return locations.stream().map(location -> MigrationSource.at(location, read)).toList();
    }

    private Layout other() {
        try {
            return LayoutName.find(layout)
                    .orElseThrow(
                            () ->
                                    Refused.because(
                                            LayoutName.unknown(layout, "\"" + layout + "\"")));
        } catch (NoClassDefFoundError missing) {
            throw Refused.because(
                    ("@MigratedDatabase(layout = \"%s\") needs dev.lifeguard:lifeguard-layouts. Add"
                                    + " it to the dependencies of the tests.")
                            .formatted(layout));
        }
    }

    /**
     * What tells them from all others: made from the names and the bytes of their files.
     *
     * @throws dev.lifeguard.migrate.error.ConfigurationException when they cannot be read, or there
     *     are none
     */
    public String digest() {
        List<MigrationFile> files = new ArrayList<>();
        sources().forEach(source -> files.addAll(source.files()));
        if (files.isEmpty()) {
            throw Refused.because(
                    "There is no migration in %s. Name where they are: @MigratedDatabase(locations = …)."
                            .formatted(String.join(", ", locations)));
        }
        files.sort(Comparator.comparing(MigrationFile::name));
        MessageDigest digest = sha256();
        digest.update(FORMAT.getBytes(StandardCharsets.UTF_8));
        if (!layout.equals(OWN_LAYOUT)) {
            digest.update(layout.getBytes(StandardCharsets.UTF_8));
        }
        files.forEach(file -> add(file, digest));
        return HexFormat.of().formatHex(digest.digest(), 0, DIGEST_BYTES);
    }

    private static void add(MigrationFile file, MessageDigest digest) {
        digest.update(file.name().getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
        try (InputStream content = file.open();
                OutputStream into =
                        new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
            content.transferTo(into);
        } catch (IOException unreadable) {
            throw Refused.because(
                    "The migration \"%s\" cannot be read: %s."
                            .formatted(file.name(), FaultText.of(unreadable)),
                    unreadable);
        }
        digest.update((byte) 0);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
