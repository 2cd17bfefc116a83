package dev.lifeguard.migrate.layouts.sqlx;

import dev.lifeguard.migrate.layout.Marks;
import dev.lifeguard.migrate.layout.ScriptForm;
import dev.lifeguard.migrate.layout.ScriptForm.Part;
import dev.lifeguard.migrate.layout.ScriptForm.Transaction;
import dev.lifeguard.migrate.layouts.file.PassedOver;
import dev.lifeguard.migrate.layouts.file.ReadOnce;
import dev.lifeguard.migrate.layouts.file.SqlEnding;
import dev.lifeguard.migrate.layouts.version.ByDigits;
import dev.lifeguard.migrate.layouts.version.Halves;
import dev.lifeguard.migrate.source.Found;
import dev.lifeguard.migrate.source.Layout;
import dev.lifeguard.migrate.source.MigrationSource.MigrationFile;
import dev.lifeguard.migrate.source.MigrationVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code 1_name.sql}, or {@code 1_name.up.sql} beside {@code 1_name.down.sql}, by their numbers, in
 * one folder: {@code sqlx-core/src/migrate/source.rs} of SQLx.
 */
public enum SqlxLayout implements Layout {
    /** The only one. */
    LAYOUT;

    private static final Pattern NAME =
            Pattern.compile(
                    "(?<version>0*[0-9]{1,19})_(?<name>[^/]*?)(?<part>\\.up|\\.down|)\\.sql");

    private static final String LARGEST = "9223372036854775807";

    /** Counts as the first bytes of a file only. */
    private static final byte[] NO_TRANSACTION =
            "-- no-transaction".getBytes(StandardCharsets.US_ASCII);

    @Override
    public boolean concerns(String path) {
        return SqlEnding.isOf(path) && path.indexOf('/') < 0;
    }

    @Override
    public List<Found> read(List<MigrationFile> files) {
        List<Found> found = new ArrayList<>(files.size());
        ReadOnce.Buffer buffer = new ReadOnce.Buffer();
        for (MigrationFile file : files) {
            found.add(read(file, buffer));
        }
        return Halves.paired(found, ".up.sql");
    }

    private static Found read(MigrationFile file, ReadOnce.Buffer buffer) {
        Optional<Found> passedOver = SqlEnding.passedOver(file, "SQLx", "\"1_name.sql\"");
        if (passedOver.isPresent()) {
            return passedOver.get();
        }
        Matcher name = NAME.matcher(file.name());
        if (file.name().indexOf('_') < 0) {
            return PassedOver.of(file, "has no \"_\" behind a number", "SQLx", "\"1_name.sql\"");
        }
        if (!name.matches() || isTooLarge(name.group("version"))) {
            return new Found.Refused(
                    file,
                    "does not begin with a whole number and \"_\", and SQLx refuses it too. Name it"
                            + " \"1_name.sql\", or move it away.");
        }
        String label = name.group("version");
        MigrationVersion version = ByDigits.version(label);
        ScriptForm form =
                ScriptForm.of(
                        name.group("part").equals(".down") ? Part.DOWN : Part.UP, Marks.none());
        try {
            Start start = new Start();
            MigrationFile read =
                    buffer.read(file, (bytes, length, rest) -> start.of(bytes, length));
            return new Found.Versioned(
                    read, version, name.group("name"), form.with(start.transaction));
        } catch (IOException unreadable) {
            // Whoever reads it next says what is wrong with it: it may be a folder.
            return new Found.Versioned(file, version, name.group("name"), form);
        }
    }

    private static boolean isTooLarge(String version) {
        String digits = ByDigits.canonical(version);
        return digits.length() > LARGEST.length()
                || (digits.length() == LARGEST.length() && digits.compareTo(LARGEST) > 0);
    }

    /** What the first bytes of a file say. */
    private static final class Start {

        private Transaction transaction = Transaction.USUAL;

        void of(byte[] content, int length) {
            boolean said =
                    length >= NO_TRANSACTION.length
                            && Arrays.equals(
                                    content,
                                    0,
                                    NO_TRANSACTION.length,
                                    NO_TRANSACTION,
                                    0,
                                    NO_TRANSACTION.length);
            transaction = said ? Transaction.NONE : Transaction.USUAL;
        }
    }

    @Override
    public Optional<Comparator<MigrationVersion>> order() {
        return Optional.of(ByDigits.ORDER);
    }

    @Override
    public Map<String, String> newFiles(
            String name, LocalDateTime utc, @Nullable MigrationVersion newest) {
        String version =
                newest == null ? ByDigits.SECONDS.format(utc) : ByDigits.next(newest, utc, 14);
        return Map.of(
                version + "_" + name + ".up.sql",
                "-- Add up migration script here\n",
                version + "_" + name + ".down.sql",
                "-- Add down migration script here\n");
    }
}
