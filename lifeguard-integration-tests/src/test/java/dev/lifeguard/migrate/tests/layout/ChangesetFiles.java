package dev.lifeguard.migrate.tests.layout;

import dev.lifeguard.migrate.layout.Marks;
import dev.lifeguard.migrate.layout.ScriptForm;
import dev.lifeguard.migrate.layout.ScriptForm.Part;
import dev.lifeguard.migrate.source.Found;
import dev.lifeguard.migrate.source.Layout;
import dev.lifeguard.migrate.source.MigrationSource.MigrationFile;
import dev.lifeguard.migrate.source.MigrationVersion;
import dev.lifeguard.migrate.source.Surroundings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Several changesets in a file, each below {@code --changeset author:id}, with its way back behind
 * {@code --rollback}; they are applied as they stand in the files. One whose id ends in {@code !}
 * is repeatable, and one behind whose id stands {@code @PRODUCT} is for that database alone.
 */
final class ChangesetFiles implements Layout {

    private static final String BEGIN = "--changeset ";
    private static final String ROLLBACK = "--rollback ";

    @Override
    public boolean concerns(String path) {
        return path.endsWith(".sql");
    }

    @Override
    public List<Found> read(List<MigrationFile> files) throws IOException {
        return read(files, Surroundings.none());
    }

    @Override
    public List<Found> read(List<MigrationFile> files, Surroundings around) throws IOException {
        List<Found> found = new ArrayList<>();
        for (MigrationFile file : files) {
            List<String> lines;
            try (InputStream stream = file.open()) {
                lines = new String(stream.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
            }
            for (int at = 0; at < lines.size(); at++) {
                if (lines.get(at).startsWith(BEGIN) && isFor(lines.get(at), around)) {
                    read(file, lines, at, found);
                }
            }
        }
        return found;
    }

    /** Only a line that names a database asks for it. */
    private static boolean isFor(String line, Surroundings around) {
        int at = line.indexOf('@');
        return at < 0 || around.database().equals(Optional.of(line.substring(at + 1)));
    }

    private static void read(MigrationFile file, List<String> lines, int at, List<Found> found) {
        String[] name =
                lines.get(at).substring(BEGIN.length()).replaceFirst("@.*", "").split(":", 2);
        String label = "%s::%s::%s".formatted(file.name(), name[1], name[0]);
        MigrationVersion version =
                name[1].endsWith("!")
                        ? MigrationVersion.ofRepeatableLabel(label)
                        : new MigrationVersion(LabelNumber.of(label), label);
        StringBuilder up = new StringBuilder();
        StringBuilder down = new StringBuilder();
        for (int i = at + 1; i < lines.size() && !lines.get(i).startsWith(BEGIN); i++) {
            String line = lines.get(i);
            boolean back = line.startsWith(ROLLBACK);
            up.append(back ? "" : line).append('\n');
            down.append(back ? line.replace(ROLLBACK, " ".repeat(ROLLBACK.length())) : "")
                    .append('\n');
        }
        add(file, version, name[1], Part.UP, up, at, found);
        if (!down.toString().isBlank()) {
            add(file, version, name[1], Part.DOWN, down, at, found);
        }
    }

    private static void add(
            MigrationFile file,
            MigrationVersion version,
            String name,
            Part part,
            StringBuilder text,
            int above,
            List<Found> found) {
        MigrationFile here = MigrationFile.part(file, text.toString(), above + 2);
        ScriptForm form = ScriptForm.of(part, Marks.none());
        found.add(
                version.isRepeatable()
                        ? new Found.Repeatable(here, version, name, form)
                        : new Found.Versioned(here, version, name, form));
    }

    /** A number of a text. */
    private static final class LabelNumber {

        static long of(String label) {
            long number = 7;
            for (int at = 0; at < label.length(); at++) {
                number = number * 1_000_003 + label.charAt(at);
            }
            return number & Long.MAX_VALUE;
        }
    }

    @Override
    public Optional<Comparator<MigrationVersion>> order() {
        return Optional.empty();
    }

    @Override
    public Map<String, String> newFiles(
            String name, LocalDateTime utc, @Nullable MigrationVersion newest) {
        return Map.of(name + ".sql", BEGIN + "me:" + name + "\n");
    }
}
