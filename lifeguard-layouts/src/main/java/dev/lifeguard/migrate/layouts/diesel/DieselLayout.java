package dev.lifeguard.migrate.layouts.diesel;

import dev.lifeguard.migrate.layout.Marks;
import dev.lifeguard.migrate.layout.ScriptForm;
import dev.lifeguard.migrate.layout.ScriptForm.Part;
import dev.lifeguard.migrate.layout.ScriptForm.Transaction;
import dev.lifeguard.migrate.layouts.StableNumber;
import dev.lifeguard.migrate.layouts.file.Folders;
import dev.lifeguard.migrate.layouts.file.SqlEnding;
import dev.lifeguard.migrate.layouts.version.ByText;
import dev.lifeguard.migrate.source.Found;
import dev.lifeguard.migrate.source.Layout;
import dev.lifeguard.migrate.source.MigrationSource.MigrationFile;
import dev.lifeguard.migrate.source.MigrationVersion;
import java.io.IOException;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A folder a migration, with {@code up.sql}, {@code down.sql} and perhaps {@code metadata.toml} in
 * it; its version is what is before the first {@code _} of the folder's name, without dashes, as a
 * text: {@code migrations_internals/src/lib.rs} of Diesel.
 */
public enum DieselLayout implements Layout {
    /** The only one. */
    LAYOUT;

    private static final String UP = "up.sql";
    private static final String DOWN = "down.sql";
    private static final String SETTINGS = "metadata.toml";

    private static final DateTimeFormatter VERSION =
            DateTimeFormatter.ofPattern("uuuu-MM-dd-HHmmss", Locale.ROOT);

    @Override
    public boolean concerns(String path) {
        return path.indexOf('/') >= 0 && (SqlEnding.isOf(path) || path.endsWith("/" + SETTINGS));
    }

    @Override
    public List<Found> read(List<MigrationFile> files) throws IOException {
        List<Found> found = new ArrayList<>(files.size());
        for (Folders.Folder folder : Folders.of(files)) {
            read(folder, found);
        }
        return found;
    }

    private static void read(Folders.Folder folder, List<Found> found) throws IOException {
        MigrationFile up = folder.file(UP);
        if (up == null) {
            found.add(
                    new Found.Refused(
                            folder.files().getFirst(),
                            "stands in a folder without \"%s\", which Diesel refuses. Add it, or move the folder away."
                                    .formatted(UP)));
            return;
        }
        MigrationFile settings = folder.file(SETTINGS);
        Optional<Transaction> transaction =
                settings == null ? Optional.of(Transaction.USUAL) : Settings.transaction(settings);
        if (settings != null && transaction.isEmpty()) {
            found.add(
                    new Found.Refused(
                            settings,
                            "cannot be read: \"run_in_transaction = true\" or \"= false\" is what"
                                    + " Diesel knows. Correct it."));
            return;
        }
        String label = folder.name().split("_", 2)[0].replace("-", "");
        if (label.isBlank()) {
            found.add(
                    new Found.Refused(
                            up,
                            "stands in a folder whose name has no version. Name it"
                                    + " \"2024-01-20-120000_name\"."));
            return;
        }
        Half half =
                new Half(
                        new MigrationVersion(StableNumber.ofDigitsAsText(label), label),
                        name(folder.name(), label),
                        transaction.orElseThrow());
        found.add(half.of(up, Part.UP));
        MigrationFile down = folder.file(DOWN);
        if (down != null) {
            found.add(half.of(down, Part.DOWN));
        }
    }

    private static String name(String folder, String label) {
        int underscore = folder.indexOf('_');
        return underscore < 0 || underscore == folder.length() - 1
                ? label
                : folder.substring(underscore + 1);
    }

    private record Half(MigrationVersion version, String name, Transaction transaction) {

        Found of(MigrationFile file, Part part) {
            return new Found.Versioned(
                    file, version, name, ScriptForm.of(part, Marks.none()).with(transaction));
        }
    }

    @Override
    public Optional<Comparator<MigrationVersion>> order() {
        return Optional.of(ByText.ORDER);
    }

    @Override
    public Map<String, String> newFiles(
            String name, LocalDateTime utc, @Nullable MigrationVersion newest) {
        String folder = VERSION.format(ByText.behind(newest, utc)) + "_" + name + "/";
        return Map.of(folder + UP, "", folder + DOWN, "");
    }
}
