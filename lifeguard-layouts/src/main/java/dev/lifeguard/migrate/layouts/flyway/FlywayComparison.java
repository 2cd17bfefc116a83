package dev.lifeguard.migrate.layouts.flyway;

import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.source.MigrationSource.MigrationFile;
import dev.lifeguard.migrate.source.MigrationVersion;
import dev.lifeguard.migrate.takeover.KnownMigrations;
import dev.lifeguard.migrate.takeover.KnownMigrations.Known;
import dev.lifeguard.migrate.takeover.TakenOver;
import dev.lifeguard.migrate.takeover.TakenOver.Applied;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Holds Flyway's rows against the files. The last row of a version or a description counts, an undo
 * or a deletion takes the earlier one away, and a baseline stands for all that are not newer.
 */
final class FlywayComparison {

    private final KnownMigrations known;
    private final Map<String, String> values;
    private final Map<String, Known> repeatables = new HashMap<>();

    private final Map<MigrationVersion, FlywayRow> byVersion = new LinkedHashMap<>();
    private final Map<String, FlywayRow> byDescription = new LinkedHashMap<>();
    private @Nullable FlywayRow baseline;
    private @Nullable MigrationVersion baselineVersion;

    private final List<Placed> applied = new ArrayList<>();
    private final List<ErrorDetail> problems = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();

    /** One that is applied, and the rank of the row that says so. */
    private record Placed(long rank, Applied migration) {}

    /**
     * Nothing is compared yet.
     *
     * @param values what stands for placeholders in repeatable migrations
     */
    FlywayComparison(KnownMigrations known, Map<String, String> values) {
        this.known = known;
        this.values = values;
        known.repeatables().forEach(each -> repeatables.put(shown(each.name()), each));
    }

    private static String shown(String name) {
        return name.replace('_', ' ');
    }

    /** The next row, by its rank. */
    void add(FlywayRow row) {
        if (row.version() == null) {
            addTo(byDescription, row.description(), row);
            return;
        }
        Optional<MigrationVersion> version = row.parsedVersion();
        if (version.isEmpty()) {
            problems.add(
                    ErrorDetail.of(
                            ErrorKind.MISSING_MIGRATION,
                            ("The row %s of Flyway's table has the version \"%s\", which is none of"
                                            + " Flyway's. Correct it there, and import again.")
                                    .formatted(row.rank(), row.version())));
        } else if (row.isBaseline() && row.success()) {
            addBaseline(row, version.get());
        } else {
            addTo(byVersion, version.get(), row);
        }
    }

    private void addBaseline(FlywayRow row, MigrationVersion version) {
        if (baselineVersion == null || FlywayVersion.ORDER.compare(version, baselineVersion) > 0) {
            baseline = row;
            baselineVersion = version;
        }
    }

    /** A file that stands for migrations that Flyway applied one by one, and that are gone. */
    private void addStanding(Known migration) {
        FlywayRow row = byVersion.get(migration.version());
        if (row != null && row.success()) {
            addBaseline(row, migration.version());
        }
    }

    private static boolean isBaseline(Known migration) {
        MigrationFile file = migration.file();
        return file != null
                && FlywayName.of(file.name()).filter(it -> it.prefix().equals("B")).isPresent();
    }

    private static <K> void addTo(Map<K, FlywayRow> rows, K key, FlywayRow row) {
        if (row.success() && (row.isDelete() || row.isUndo())) {
            rows.remove(key);
        } else {
            rows.put(key, row);
        }
    }

    /** What came of it. */
    TakenOver finish() throws IOException {
        known.versioned().stream().filter(FlywayComparison::isBaseline).forEach(this::addStanding);
        for (Map.Entry<MigrationVersion, FlywayRow> entry : byVersion.entrySet()) {
            compare(entry.getKey(), entry.getValue());
        }
        coverOlder();
        for (FlywayRow row : byDescription.values()) {
            compareRepeatable(row);
        }
        applied.sort(Comparator.comparingLong(Placed::rank));
        return new TakenOver(applied.stream().map(Placed::migration).toList(), problems, remarks);
    }

    private void compare(MigrationVersion version, FlywayRow row) throws IOException {
        if (!row.success()) {
            problems.add(version.of(failed(row)));
            return;
        }
        Optional<Known> found = known.find(version);
        if (found.isEmpty()) {
            if (!isCovered(version)) {
                problems.add(version.of(missing(version, row)));
            }
            return;
        }
        Known migration = found.get();
        if (row.isSql() && !isCovered(version) && isEdited(migration, row)) {
            problems.add(version.of(edited(migration, row)));
            return;
        }
        if (!row.isSql()) {
            remarks.add(
                    "Flyway applied %s from \"%s\", which cannot be compared with what stands for it here."
                            .formatted(row.label(), row.script()));
        }
        applied.add(new Placed(row.rank(), row.applied(migration)));
    }

    private boolean isCovered(MigrationVersion version) {
        return baselineVersion != null
                && FlywayVersion.ORDER.compare(version, baselineVersion) <= 0;
    }

    private static boolean isEdited(Known migration, FlywayRow row) throws IOException {
        MigrationFile file = migration.file();
        Long recorded = row.checksum();
        return file != null && (recorded == null || recorded != FlywayChecksum.of(file));
    }

    /** Files that a baseline stands for are applied when that was. */
    private void coverOlder() {
        FlywayRow standing = baseline;
        if (standing == null) {
            return;
        }
        List<Known> covered =
                known.versioned().stream()
                        .filter(each -> isCovered(each.version()))
                        .filter(each -> !byVersion.containsKey(each.version()))
                        .filter(each -> !isBaseline(each) || each.version().equals(baselineVersion))
                        .toList();
        covered.forEach(each -> applied.add(new Placed(standing.rank(), standing.applied(each))));
        if (!covered.isEmpty()) {
            remarks.add(
                    "The baseline %s of Flyway's covers %s migration%s: the first is %s."
                            .formatted(
                                    standing.version(),
                                    covered.size(),
                                    covered.size() == 1 ? "" : "s",
                                    covered.getFirst().label()));
        }
    }

    private void compareRepeatable(FlywayRow row) throws IOException {
        if (!row.success()) {
            problems.add(failed(row));
            return;
        }
        Known migration = repeatables.get(row.description());
        if (migration == null && row.isSql()) {
            remarks.add(
                    "Flyway applied \"%s\", and there is no such file any more: it is not taken over."
                            .formatted(row.script()));
        } else if (migration == null) {
            problems.add(ErrorDetail.of(ErrorKind.MISSING_MIGRATION, withoutCode(row)));
        } else if (!row.isSql() || isSame(migration, row)) {
            applied.add(new Placed(row.rank(), row.applied(migration)));
        }
    }

    /** Flyway takes the checksum of the text with its values, and accepts that of the file. */
    private boolean isSame(Known migration, FlywayRow row) throws IOException {
        MigrationFile file = migration.file();
        Long recorded = row.checksum();
        if (file == null || recorded == null) {
            return false;
        }
        if (recorded == FlywayChecksum.of(file)) {
            return true;
        }
        Map<String, String> all = new HashMap<>(values);
        all.put("flyway:filename", file.name().substring(file.name().lastIndexOf('/') + 1));
        return FlywayChecksum.of(file, all).filter(recorded::equals).isPresent();
    }

    private static ErrorDetail failed(FlywayRow row) {
        return ErrorDetail.of(
                ErrorKind.PARTIALLY_APPLIED,
                ("Migration %s failed when Flyway applied it (row %s of its table). Take back by"
                                + " hand what it left in the database, run \"flyway repair\", and"
                                + " import again.")
                        .formatted(row.label(), row.rank()));
    }

    private ErrorDetail missing(MigrationVersion version, FlywayRow row) {
        return ErrorDetail.of(
                ErrorKind.MISSING_MIGRATION,
                row.isSql() ? withoutFile(version, row) : withoutCode(row));
    }

    private String withoutFile(MigrationVersion version, FlywayRow row) {
        boolean newer =
                known.versioned().isEmpty()
                        || FlywayVersion.ORDER.compare(
                                        version, known.versioned().getLast().version())
                                > 0;
        return newer
                ? ("Flyway applied %s, which is newer than all files here: \"%s\" is not among"
                                + " them. Import with the files of the release that applied it.")
                        .formatted(row.label(), row.script())
                : ("Flyway applied %s, and no file has its version: \"%s\" is gone. Put it back;"
                                + " or, if it was deleted on purpose, run \"flyway repair\", which"
                                + " marks it as deleted, and import again.")
                        .formatted(row.label(), row.script());
    }

    private static String withoutCode(FlywayRow row) {
        return ("Flyway applied %s from \"%s\", which is no SQL (%s), and nothing stands for it"
                        + " here. Write what it did into a file \"%s__%s.sql\", which is not run"
                        + " again where it was, and import again.")
                .formatted(
                        row.label(),
                        row.script(),
                        row.type(),
                        row.version() == null ? "R" : "V" + row.version(),
                        row.description().replace(' ', '_'));
    }

    private static ErrorDetail edited(Known migration, FlywayRow row) throws IOException {
        MigrationFile file = migration.file();
        String name = file == null ? migration.name() : file.name();
        return ErrorDetail.of(
                        ErrorKind.CHECKSUM_MISMATCH,
                        ("Migration %s was edited after Flyway applied it: \"%s\" has the checksum"
                                        + " %s, and Flyway recorded %s. Put the file back as it"
                                        + " was; or, if the database is as the file says, run"
                                        + " \"flyway repair\", and import again.")
                                .formatted(
                                        row.label(),
                                        name,
                                        file == null ? "" : FlywayChecksum.of(file),
                                        row.checksum() == null ? "none" : row.checksum()))
                .withFile(name);
    }
}
