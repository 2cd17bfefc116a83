package dev.lifeguard.migrate.layouts.goose;

import dev.lifeguard.migrate.layout.Marks;
import dev.lifeguard.migrate.layout.ScriptForm;
import dev.lifeguard.migrate.layout.ScriptForm.Part;
import dev.lifeguard.migrate.layouts.file.Lines;
import dev.lifeguard.migrate.layouts.file.ReadOnce;
import dev.lifeguard.migrate.layouts.file.SqlEnding;
import dev.lifeguard.migrate.layouts.version.ByDigits;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code 00001_name.sql} in one folder, by their numbers, with annotations in them: {@code
 * migration.go} of goose.
 */
public enum GooseLayout implements Layout {
    /** The only one. */
    LAYOUT;

    private static final Pattern NAME =
            Pattern.compile("(?<version>0*[1-9][0-9]{0,18})_(?<name>[^/]*)\\.(?<kind>sql|go)");

    private static final Pattern CONCERNS =
            Pattern.compile("[^/]*\\.(?i:sql)|[0-9]+_[^/]*(?<!_test)\\.go");

    @Override
    public boolean concerns(String path) {
        return CONCERNS.matcher(path).matches();
    }

    @Override
    public List<Found> read(List<MigrationFile> files) {
        List<Found> found = new ArrayList<>(files.size());
        ReadOnce.Buffer buffer = new ReadOnce.Buffer();
        for (MigrationFile file : files) {
            found.add(read(file, buffer));
        }
        return found;
    }

    private static Found read(MigrationFile file, ReadOnce.Buffer buffer) {
        Optional<Found> passedOver = SqlEnding.passedOver(file, "goose", "\"00001_name.sql\"");
        if (passedOver.isPresent()) {
            return passedOver.get();
        }
        Matcher name = NAME.matcher(file.name());
        if (!name.matches()) {
            return new Found.Refused(
                    file,
                    "does not begin with a number above 0 and \"_\", and goose refuses it too. Name"
                            + " it \"00001_name.sql\", or move it away.");
        }
        if (name.group("kind").equals("go")) {
            return new Found.Refused(
                    file,
                    "is written in Go. Write it in SQL or Java, or go on with goose up to it and"
                            + " import its history then.");
        }
        String label = name.group("version");
        MigrationVersion version = ByDigits.version(label);
        GooseScan scan = new GooseScan();
        MigrationFile read = file;
        try {
            read = buffer.read(file, scan);
            Optional<String> refusal = scan.refusal();
            if (refusal.isEmpty() && scan.substitutes()) {
                refusal = Variables.refusal(Lines.of(file));
            }
            if (refusal.isPresent()) {
                return new Found.Refused(file, refusal.get());
            }
        } catch (IOException unreadable) {
            // Whoever reads it next says what is wrong with it: it may be a folder.
            return new Found.Versioned(
                    file, version, name.group("name"), ScriptForm.of(Part.WHOLE, GooseMarks.MARKS));
        }
        return new Found.Versioned(read, version, name.group("name"), scan.form());
    }

    @Override
    public Marks marks() {
        return GooseMarks.MARKS;
    }

    @Override
    public Optional<Comparator<MigrationVersion>> order() {
        return Optional.of(ByDigits.ORDER);
    }

    @Override
    public Map<String, String> newFiles(
            String name, LocalDateTime utc, @Nullable MigrationVersion newest) {
        return Map.of(
                ByDigits.next(newest, utc, 5) + "_" + name + ".sql",
                "-- +goose Up\n\n-- +goose Down\n");
    }
}
