package dev.lifeguard.migrate.tests.layout;

import dev.lifeguard.migrate.layout.Marks;
import dev.lifeguard.migrate.layout.ScriptForm;
import dev.lifeguard.migrate.layout.ScriptForm.Part;
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

/** {@code 0001_name.up.sql} beside {@code 0001_name.down.sql}, by their numbers. */
public final class NumberedPairs implements Layout {

    private static final Pattern NAME =
            Pattern.compile("(?<version>[0-9]{1,18})_(?<name>.*)\\.(?<part>up|down)\\.sql");

    @Override
    public boolean concerns(String path) {
        return path.endsWith(".sql");
    }

    @Override
    public List<Found> read(List<MigrationFile> files) {
        return files.stream().map(NumberedPairs::read).toList();
    }

    private static Found read(MigrationFile file) {
        Matcher name = NAME.matcher(file.name());
        if (!name.matches()) {
            return new Found.Refused(
                    file,
                    "fits no pattern. Name it \"0001_name.up.sql\" or \"0001_name.down.sql\".");
        }
        String label = name.group("version");
        return new Found.Versioned(
                file,
                new MigrationVersion(Long.parseLong(label), label),
                name.group("name"),
                ScriptForm.of(name.group("part").equals("up") ? Part.UP : Part.DOWN, Marks.none()));
    }

    @Override
    public Map<String, String> newFiles(
            String name, LocalDateTime utc, @Nullable MigrationVersion newest) {
        String version =
                String.format(Locale.ROOT, "%04d", newest == null ? 1 : newest.number() + 1);
        return Map.of(version + "_" + name + ".up.sql", "", version + "_" + name + ".down.sql", "");
    }
}
