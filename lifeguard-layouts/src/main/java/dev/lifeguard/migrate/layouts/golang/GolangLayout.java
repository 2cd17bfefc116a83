package dev.lifeguard.migrate.layouts.golang;

import dev.lifeguard.migrate.layout.Marks;
import dev.lifeguard.migrate.layout.ScriptForm;
import dev.lifeguard.migrate.layout.ScriptForm.Part;
import dev.lifeguard.migrate.layouts.StableNumber;
import dev.lifeguard.migrate.source.Found;
import dev.lifeguard.migrate.source.Layout;
import dev.lifeguard.migrate.source.MigrationSource.MigrationFile;
import dev.lifeguard.migrate.source.MigrationVersion;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code 1_name.up.sql} beside {@code 1_name.down.sql}, by their numbers. */
public enum GolangLayout implements Layout {
    /** The only one. */
    LAYOUT;

    private static final Pattern NAME =
            Pattern.compile("(?<version>[0-9]+)_(?<name>.*)\\.(?<part>up|down)\\.(?<kind>.*)");

    @Override
    public boolean concerns(String path) {
        return NAME.matcher(path).matches();
    }

    @Override
    public List<Found> read(List<MigrationFile> files) {
        return files.stream().map(GolangLayout::read).toList();
    }

    private static Found read(MigrationFile file) {
        Matcher name = NAME.matcher(file.name());
        if (!name.matches() || !name.group("kind").equals("sql")) {
            return new Found.Refused(file, "is not SQL. Write it in SQL, or move it away.");
        }
        String label = name.group("version");
        Part part = name.group("part").equals("up") ? Part.UP : Part.DOWN;
        return new Found.Versioned(
                file,
                new MigrationVersion(StableNumber.of(label), label),
                name.group("name"),
                ScriptForm.of(part, Marks.none()));
    }

    @Override
    public Map<String, String> newFiles(
            String name, LocalDateTime utc, @Nullable MigrationVersion newest) {
        String version =
                String.format(Locale.ROOT, "%06d", newest == null ? 1 : newest.number() + 1);
        return Map.of(version + "_" + name + ".up.sql", "", version + "_" + name + ".down.sql", "");
    }
}
