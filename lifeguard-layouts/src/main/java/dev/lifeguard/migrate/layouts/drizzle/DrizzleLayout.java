package dev.lifeguard.migrate.layouts.drizzle;

import dev.lifeguard.migrate.error.ConfigurationException;
import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.layout.ScriptForm;
import dev.lifeguard.migrate.layout.ScriptForm.Part;
import dev.lifeguard.migrate.layouts.StableNumber;
import dev.lifeguard.migrate.layouts.file.SqlEnding;
import dev.lifeguard.migrate.source.Found;
import dev.lifeguard.migrate.source.Layout;
import dev.lifeguard.migrate.source.MigrationSource.MigrationFile;
import dev.lifeguard.migrate.source.MigrationVersion;
import java.io.IOException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The files that {@code meta/_journal.json} names, in its order; or, as Drizzle has it from version
 * 1 on, a folder a migration with {@code migration.sql} in it, by the names of the folders: {@code
 * drizzle-orm/src/migrator.ts}.
 */
public enum DrizzleLayout implements Layout {
    /** The only one. */
    LAYOUT;

    private static final String SQL = ".sql";

    /** A file of version 1. */
    static final String IN_FOLDER = "/migration.sql";

    private static final Pattern NUMBER = Pattern.compile("[0-9]+_(?=.)");

    private static final Pattern FOLDER = Pattern.compile("[0-9]{14}(_.*)?");

    @Override
    public boolean concerns(String path) {
        int folder = path.indexOf('/');
        return folder < 0
                ? SqlEnding.isOf(path)
                : path.equals(Journal.FILE)
                        || path.equalsIgnoreCase(path.substring(0, folder) + IN_FOLDER);
    }

    @Override
    public List<Found> read(List<MigrationFile> files) throws IOException {
        Map<String, MigrationFile> byName = new LinkedHashMap<>();
        files.forEach(file -> byName.put(file.name(), file));
        MigrationFile journal = byName.remove(Journal.FILE);
        return journal == null ? folders(byName) : listed(journal, byName);
    }

    private static List<Found> listed(MigrationFile journal, Map<String, MigrationFile> files)
            throws IOException {
        List<Found> found = new ArrayList<>(files.size());
        try {
            for (Journal.Entry entry : Journal.read(journal)) {
                MigrationFile file = files.remove(entry.tag() + SQL);
                found.add(
                        file == null
                                ? new Found.Refused(
                                        journal,
                                        "names \"%s\", of which there is no file \"%s.sql\". Restore it, or take the entry out."
                                                .formatted(entry.tag(), entry.tag()))
                                : migration(file, entry.tag()));
            }
        } catch (Journal.Unreadable unreadable) {
            return List.of(new Found.Refused(journal, unreadable.reason()));
        }
        for (MigrationFile file : files.values()) {
            found.add(
                    file.name().endsWith(IN_FOLDER)
                            ? new Found.Refused(
                                    file,
                                    "is of version 1 of Drizzle, but stands beside a"
                                            + " \"meta/_journal.json\". Run drizzle-kit up, or"
                                            + " remove one of both.")
                            : new Found.LeftOut(
                                    file,
                                    "is not run: it is not in \"meta/_journal.json\", so that"
                                            + " Drizzle passes over it too."));
        }
        return found;
    }

    private static List<Found> folders(Map<String, MigrationFile> files) {
        List<Found> found = new ArrayList<>(files.size());
        for (MigrationFile file : files.values()) {
            String path = file.name();
            if (path.endsWith(IN_FOLDER)) {
                String folder = path.substring(0, path.length() - IN_FOLDER.length());
                found.add(
                        FOLDER.matcher(folder).matches()
                                ? migration(file, folder)
                                : new Found.Refused(
                                        file,
                                        "stands in a folder whose name does not begin with a time"
                                            + " of 14 digits. Name it \"20240120120000_name\"."));
            } else {
                found.add(
                        new Found.Refused(
                                file,
                                "is in no \"meta/_journal.json\", which is not there. Name the"
                                        + " directory that holds \"meta\", or make it with"
                                        + " drizzle-kit."));
            }
        }
        return found;
    }

    private static Found migration(MigrationFile file, String label) {
        return new Found.Versioned(
                file,
                new MigrationVersion(StableNumber.ofText(label), label),
                NUMBER.matcher(label).replaceFirst(""),
                ScriptForm.of(Part.UP, DrizzleMarks.MARKS));
    }

    /** That of the journal. */
    @Override
    public Optional<Comparator<MigrationVersion>> order() {
        return Optional.empty();
    }

    @Override
    public Map<String, String> newFiles(
            String name, LocalDateTime utc, @Nullable MigrationVersion newest) {
        throw new ConfigurationException(
                ErrorDetail.of(
                        ErrorKind.CONFIGURATION,
                        "A new migration of Drizzle is written into its journal too, with a snapshot of the schema. Make it by drizzle-kit generate --custom --name=%s."
                                .formatted(name)),
                null);
    }
}
