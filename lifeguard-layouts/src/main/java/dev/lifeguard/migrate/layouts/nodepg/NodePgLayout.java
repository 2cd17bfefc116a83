package dev.lifeguard.migrate.layouts.nodepg;

import dev.lifeguard.migrate.layout.Marks;
import dev.lifeguard.migrate.layout.ScriptForm;
import dev.lifeguard.migrate.layout.ScriptForm.Part;
import dev.lifeguard.migrate.layouts.StableNumber;
import dev.lifeguard.migrate.source.Found;
import dev.lifeguard.migrate.source.Layout;
import dev.lifeguard.migrate.source.MigrationSource.MigrationFile;
import dev.lifeguard.migrate.source.MigrationVersion;
import java.math.BigInteger;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code 1700000000000_name.sql} in one folder, with the way back below {@code -- Down Migration}
 * or in a {@code .down.sql} beside the {@code .up.sql}; what names a migration is the name of its
 * file: {@code src/migration.ts} of node-pg-migrate.
 */
public enum NodePgLayout implements Layout {
    /** The only one. */
    LAYOUT;

    private static final Pattern NAME =
            Pattern.compile("(?<label>[^/]*?)(?<part>\\.up|\\.down|)\\.sql");

    private static final Pattern CONCERNS =
            Pattern.compile("[^/]*\\.(sql|[cm]?[jt]s)", Pattern.CASE_INSENSITIVE);

    private static final Pattern NUMBER = Pattern.compile("[0-9]+[_.-]*(?=.)");

    @Override
    public boolean concerns(String path) {
        return CONCERNS.matcher(path).matches();
    }

    @Override
    public List<Found> read(List<MigrationFile> files) {
        List<Found> found = new ArrayList<>(files.size());
        for (MigrationFile file : files) {
            found.add(read(file));
        }
        return found;
    }

    private static Found read(MigrationFile file) {
        Matcher name = NAME.matcher(file.name());
        if (!name.matches()) {
            return new Found.Refused(
                    file,
                    "is no SQL. Write it in SQL, or go on with node-pg-migrate up to it and import"
                            + " its history then.");
        }
        String label = name.group("label");
        if (NodePgOrder.prefix(label).isEmpty()) {
            return new Found.Refused(
                    file,
                    "does not begin with a number, or with 17 digits that are no time, and"
                            + " node-pg-migrate refuses it too. Name it \"1700000000000_name.sql\","
                            + " or move it away.");
        }
        Part part =
                switch (name.group("part")) {
                    case ".up" -> Part.UP;
                    case ".down" -> Part.DOWN;
                    default -> Part.WHOLE;
                };
        return new Found.Versioned(
                file,
                new MigrationVersion(StableNumber.ofText(label), label),
                NUMBER.matcher(label).replaceFirst(""),
                ScriptForm.of(part, part == Part.WHOLE ? NodePgMarks.MARKS : Marks.none()));
    }

    @Override
    public Marks marks() {
        return NodePgMarks.MARKS;
    }

    @Override
    public Optional<Comparator<MigrationVersion>> order() {
        return Optional.of(NodePgOrder.ORDER);
    }

    @Override
    public Map<String, String> newFiles(
            String name, LocalDateTime utc, @Nullable MigrationVersion newest) {
        long time = utc.toInstant(ZoneOffset.UTC).toEpochMilli();
        BigInteger now =
                newest == null
                        ? BigInteger.valueOf(time)
                        : NodePgOrder.number(newest.toString())
                                .add(BigInteger.ONE)
                                .max(BigInteger.valueOf(time));
        return Map.of("%s_%s.sql".formatted(now, name), "-- Up Migration\n\n-- Down Migration\n");
    }
}
