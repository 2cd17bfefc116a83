package dev.lifeguard.migrate.layouts.prisma;

import dev.lifeguard.migrate.layout.Marks;
import dev.lifeguard.migrate.layout.ScriptForm;
import dev.lifeguard.migrate.layout.ScriptForm.Part;
import dev.lifeguard.migrate.layouts.StableNumber;
import dev.lifeguard.migrate.layouts.file.Folders;
import dev.lifeguard.migrate.layouts.file.SqlEnding;
import dev.lifeguard.migrate.layouts.version.ByDigits;
import dev.lifeguard.migrate.layouts.version.ByText;
import dev.lifeguard.migrate.source.Found;
import dev.lifeguard.migrate.source.Layout;
import dev.lifeguard.migrate.source.MigrationSource.MigrationFile;
import dev.lifeguard.migrate.source.MigrationVersion;
import java.io.IOException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A folder a migration, with {@code migration.sql} in it, by the names of the folders. A {@code
 * down.sql} beside it is the way back, as Prisma's guide to down migrations writes it.
 */
public enum PrismaLayout implements Layout {
    /** The only one. */
    LAYOUT;

    private static final String UP = "migration.sql";
    private static final String DOWN = "down.sql";
    private static final Pattern TIME = Pattern.compile("[0-9]+_(?=.)");

    @Override
    public boolean concerns(String path) {
        int folder = path.indexOf('/');
        return folder < 0
                ? path.equals(Provider.FILE)
                : SqlEnding.isOf(path) && path.indexOf('/', folder + 1) < 0;
    }

    @Override
    public List<Found> read(List<MigrationFile> files) throws IOException {
        List<Found> found = new ArrayList<>(files.size());
        for (MigrationFile file : files) {
            if (file.name().equals(Provider.FILE)) {
                Provider.refusal(file).ifPresent(why -> found.add(new Found.Refused(file, why)));
            }
        }
        for (Folders.Folder folder : Folders.of(files)) {
            read(folder, found);
        }
        return found;
    }

    private static void read(Folders.Folder folder, List<Found> found) {
        MigrationFile up = folder.file(UP);
        if (up == null) {
            found.add(
                    new Found.Refused(
                            folder.files().getFirst(),
                            "stands in a folder without \"%s\", which Prisma refuses. Add it, or move the folder away."
                                    .formatted(UP)));
            return;
        }
        String label = folder.name();
        MigrationVersion version = new MigrationVersion(StableNumber.ofText(label), label);
        String name = TIME.matcher(label).replaceFirst("");
        found.add(new Found.Versioned(up, version, name, ScriptForm.of(Part.UP, Marks.none())));
        MigrationFile down = folder.file(DOWN);
        if (down != null) {
            found.add(
                    new Found.Versioned(
                            down, version, name, ScriptForm.of(Part.DOWN, Marks.none())));
        }
    }

    @Override
    public Optional<Comparator<MigrationVersion>> order() {
        return Optional.of(ByText.ORDER);
    }

    @Override
    public Map<String, String> newFiles(
            String name, LocalDateTime utc, @Nullable MigrationVersion newest) {
        String time = ByDigits.SECONDS.format(ByText.behind(newest, utc));
        return Map.of(time + "_" + name + "/" + UP, "");
    }
}
