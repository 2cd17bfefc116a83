package dev.lifeguard.migrate.layouts.golang;

import dev.lifeguard.migrate.layout.Marks;
import dev.lifeguard.migrate.layout.ScriptForm;
import dev.lifeguard.migrate.layout.ScriptForm.Part;
import dev.lifeguard.migrate.layouts.version.ByDigits;
import dev.lifeguard.migrate.layouts.version.Halves;
import dev.lifeguard.migrate.source.Found;
import dev.lifeguard.migrate.source.Layout;
import dev.lifeguard.migrate.source.MigrationSource.MigrationFile;
import dev.lifeguard.migrate.source.MigrationVersion;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code 1_name.up.sql} beside {@code 1_name.down.sql}, by their numbers, in one folder: {@code
 * source/parse.go} of golang-migrate.
 */
public enum GolangLayout implements Layout {
    /** The only one. */
    LAYOUT;

    private static final Pattern NAME =
            Pattern.compile(
                    "(?<version>[0-9]+)_(?<name>[^/]*)\\.(?<part>up|down)\\.(?<kind>[^/]*)");

    private static final Pattern MISNAMED =
            Pattern.compile("[^/]*\\.(?i:(up|down)\\.sql)|[0-9][^/]*\\.(?i:sql|up|down)");

    @Override
    public boolean concerns(String path) {
        return NAME.matcher(path).matches() || MISNAMED.matcher(path).matches();
    }

    @Override
    public List<Found> read(List<MigrationFile> files) {
        List<Found> found = new ArrayList<>(files.size());
        for (MigrationFile file : files) {
            found.add(read(file));
        }
        return Halves.paired(found, ".up.sql");
    }

    private static Found read(MigrationFile file) {
        Matcher name = NAME.matcher(file.name());
        if (!name.matches()) {
            return new Found.Refused(
                    file,
                    "is not named like a migration, so that golang-migrate passes over it. Name it"
                            + " \"1_name.up.sql\" or \"1_name.down.sql\", or move it away.");
        }
        if (!name.group("kind").equalsIgnoreCase("sql")) {
            return new Found.Refused(file, "is not SQL. Write it in SQL, or move it away.");
        }
        String label = name.group("version");
        Part part = name.group("part").equals("up") ? Part.UP : Part.DOWN;
        return new Found.Versioned(
                file,
                ByDigits.version(label),
                name.group("name"),
                ScriptForm.of(part, Marks.none()));
    }

    @Override
    public Optional<Comparator<MigrationVersion>> order() {
        return Optional.of(ByDigits.ORDER);
    }

    @Override
    public Map<String, String> newFiles(
            String name, LocalDateTime utc, @Nullable MigrationVersion newest) {
        String version = ByDigits.next(newest, utc, 6);
        return Map.of(version + "_" + name + ".up.sql", "", version + "_" + name + ".down.sql", "");
    }
}
