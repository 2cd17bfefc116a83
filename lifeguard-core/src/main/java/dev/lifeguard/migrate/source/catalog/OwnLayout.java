package dev.lifeguard.migrate.source.catalog;

import dev.lifeguard.migrate.layout.Marks;
import dev.lifeguard.migrate.layout.ScriptForm;
import dev.lifeguard.migrate.script.ScriptOutline;
import dev.lifeguard.migrate.source.Found;
import dev.lifeguard.migrate.source.Layout;
import dev.lifeguard.migrate.source.MigrationSource.MigrationFile;
import dev.lifeguard.migrate.source.MigrationVersion;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** This project's own layout: {@code YYYYMMDDHHMMSS_name.sql}, whatever folder it is in. */
public enum OwnLayout implements Layout {
    /** The only one. */
    LAYOUT;

    private static final Pattern ADVISED = Pattern.compile("Name it \"(?<name>[^\"]+)\"");
    private static final Duration STEP = Duration.ofSeconds(1);

    @Override
    public boolean concerns(String path) {
        return MigrationFileName.concerns(path) || isOfConversion(path);
    }

    @Override
    public List<Found> read(List<MigrationFile> files) {
        List<Found> found = new ArrayList<>(files.size());
        for (MigrationFile file : files) {
            Found read = read(file);
            found.add(read instanceof Found.Refused refused ? minding(refused, files) : read);
        }
        return found;
    }

    /** The advised name may be another file's. */
    private static Found.Refused minding(Found.Refused refused, List<MigrationFile> files) {
        Matcher advised = ADVISED.matcher(refused.reason());
        boolean taken =
                advised.find()
                        && files.stream().anyMatch(it -> simple(it).equals(advised.group("name")));
        return taken
                ? new Found.Refused(
                        refused.file(),
                        refused.reason()
                                + " There is a file of that name already: delete one of them, or"
                                + " give this one another name.")
                : refused;
    }

    private static String simple(MigrationFile file) {
        return file.name().substring(file.name().lastIndexOf('/') + 1);
    }

    private static Found read(MigrationFile file) {
        String path = file.name();
        MigrationFileName name = MigrationFileName.parse(path.substring(path.lastIndexOf('/') + 1));
        // In a JVM that starts, the first switch over patterns costs more than a hundred files.
        if (name instanceof MigrationFileName.Sql sql) {
            return sql.part() == MigrationFileName.Part.BASELINE
                    ? new Found.Baseline(file, sql.version(), sql.part().form())
                    : new Found.Versioned(file, sql.version(), sql.name(), sql.part().form());
        }
        if (name instanceof MigrationFileName.Java java) {
            return new Found.Versioned(file, java.version(), java.name(), ScriptForm.SECTIONS);
        }
        if (name instanceof MigrationFileName.Repeatable repeatable) {
            return new Found.Repeatable(file, repeatable.name(), ScriptForm.SECTIONS);
        }
        if (name instanceof MigrationFileName.Hook hook) {
            return new Found.Hook(file, hook.moment(), ScriptForm.UP_ONLY);
        }
        return isOfConversion(path)
                ? new Found.LeftOut(file, "says what migrations were called before.")
                : new Found.Refused(file, ((MigrationFileName.Invalid) name).reason());
    }

    /** Of an index, the whole path on the class path is given. */
    static boolean isOfConversion(String path) {
        return path.substring(path.lastIndexOf('/') + 1).equals(FormerVersions.FILE);
    }

    @Override
    public Marks marks() {
        return Marks.own();
    }

    @Override
    public Map<String, String> newFiles(
            String name, LocalDateTime utc, @Nullable MigrationVersion newest) {
        MigrationVersion now = MigrationVersion.at(utc);
        MigrationVersion version =
                newest == null || newest.number() < now.number()
                        ? now
                        : MigrationVersion.at(moment(newest).plus(STEP));
        return Map.of("%s_%s.sql".formatted(version, name), ScriptOutline.TEMPLATE);
    }

    private static LocalDateTime moment(MigrationVersion version) {
        return LocalDateTime.parse(
                version.toString(), DateTimeFormatter.ofPattern("uuuuMMddHHmmss", Locale.ROOT));
    }
}
