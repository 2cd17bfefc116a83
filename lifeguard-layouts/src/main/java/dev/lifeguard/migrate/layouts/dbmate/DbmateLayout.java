package dev.lifeguard.migrate.layouts.dbmate;

import dev.lifeguard.migrate.layout.Marks;
import dev.lifeguard.migrate.layout.ScriptForm;
import dev.lifeguard.migrate.layout.ScriptForm.Part;
import dev.lifeguard.migrate.layout.ScriptForm.Transaction;
import dev.lifeguard.migrate.layouts.StableNumber;
import dev.lifeguard.migrate.layouts.file.Lines;
import dev.lifeguard.migrate.layouts.file.PassedOver;
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
 * Files in one folder that begin with digits and end in {@code .sql}, in the order of their names;
 * the version is a text of digits: {@code pkg/dbmate/db.go} of dbmate.
 */
public enum DbmateLayout implements Layout {
    /** The only one. */
    LAYOUT;

    private static final Pattern NAME =
            Pattern.compile("(?<version>[0-9]++)[_.-]*(?<name>[^/]*?)\\.sql");

    @Override
    public boolean concerns(String path) {
        return SqlEnding.isOf(path) && path.indexOf('/') < 0;
    }

    /** By name, as they come. */
    @Override
    public List<Found> read(List<MigrationFile> files) {
        List<Found> found = new ArrayList<>(files.size());
        ReadOnce.Buffer buffer = new ReadOnce.Buffer();
        for (MigrationFile file : files) {
            read(file, buffer, found);
        }
        return found;
    }

    private static void read(MigrationFile file, ReadOnce.Buffer buffer, List<Found> found) {
        Optional<Found> passedOver =
                SqlEnding.passedOver(file, "dbmate", "\"20240120120000_name.sql\"");
        if (passedOver.isPresent()) {
            found.add(passedOver.get());
            return;
        }
        Matcher name = NAME.matcher(file.name());
        if (!name.matches()) {
            found.add(
                    PassedOver.of(
                            file,
                            "does not begin with digits",
                            "dbmate",
                            "\"20240120120000_name.sql\""));
            return;
        }
        String label = name.group("version");
        Named named =
                new Named(
                        new MigrationVersion(StableNumber.ofDigitsAsText(label), label),
                        name.group("name").isEmpty() ? label : name.group("name"));
        DbmateScan scan = new DbmateScan();
        try {
            MigrationFile read = buffer.read(file, scan);
            if (scan.refusal().isEmpty()) {
                named.add(read, scan, found);
            } else {
                found.add(new Found.Refused(file, scan.refusal()));
            }
        } catch (IOException unreadable) {
            // Whoever reads it next says what is wrong with it: it may be a folder.
            found.add(named.part(file, Part.WHOLE, Transaction.USUAL));
        }
    }

    /** What the name of a file says. */
    private record Named(MigrationVersion version, String name) {

        /** The file, or each block by itself where one runs without a transaction. */
        void add(MigrationFile file, DbmateScan scan, List<Found> found) throws IOException {
            if (scan.up().transaction() && scan.down().transaction()) {
                found.add(part(file, Part.WHOLE, Transaction.USUAL));
                return;
            }
            Lines lines = Lines.of(file);
            int down = scan.down().line();
            found.add(
                    part(
                            lines.part(file, 1, down - 1, scan.up().line()),
                            Part.UP,
                            scan.up().kind()));
            found.add(
                    part(
                            lines.part(file, down, lines.count(), down),
                            Part.DOWN,
                            scan.down().kind()));
        }

        Found part(MigrationFile file, Part part, Transaction transaction) {
            Marks marks = part == Part.WHOLE ? DbmateMarks.MARKS : Marks.none();
            return new Found.Versioned(
                    file, version, name, ScriptForm.of(part, marks).with(transaction));
        }
    }

    @Override
    public Marks marks() {
        return DbmateMarks.MARKS;
    }

    /** By the names of the files, of which a version alone does not tell. */
    @Override
    public Optional<Comparator<MigrationVersion>> order() {
        return Optional.empty();
    }

    @Override
    public Map<String, String> newFiles(
            String name, LocalDateTime utc, @Nullable MigrationVersion newest) {
        String now = ByDigits.SECONDS.format(utc);
        String version =
                newest == null || newest.toString().compareTo(now) < 0
                        ? now
                        : ByDigits.next(newest, utc, now.length());
        return Map.of(version + "_" + name + ".sql", "-- migrate:up\n\n\n-- migrate:down\n\n");
    }
}
