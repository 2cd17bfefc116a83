package dev.lifeguard.migrate.layouts.flyway;

import dev.lifeguard.migrate.source.MigrationVersion;
import dev.lifeguard.migrate.takeover.ForeignRow;
import dev.lifeguard.migrate.takeover.KnownMigrations.Known;
import dev.lifeguard.migrate.takeover.TakenOver.Applied;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A row of Flyway's table.
 *
 * @param rank its place among all
 * @param version as it is written; null of a repeatable migration
 * @param type in capitals
 * @param script the file, or the class of one in Java
 * @param checksum null where Flyway has none
 */
record FlywayRow(
        long rank,
        @Nullable String version,
        String description,
        String type,
        String script,
        @Nullable Long checksum,
        boolean success,
        ForeignRow row) {

    static final List<String> COLUMNS =
            List.of(
                    "installed_rank",
                    "version",
                    "description",
                    "type",
                    "script",
                    "checksum",
                    "installed_by",
                    "installed_on",
                    "execution_time",
                    "success");

    /** What is not there is as Flyway writes it where it has nothing to say. */
    static FlywayRow of(ForeignRow row) {
        return new FlywayRow(
                Objects.requireNonNullElse(row.number("installed_rank"), 0L),
                row.text("version"),
                Objects.requireNonNullElse(row.text("description"), ""),
                Objects.requireNonNullElse(row.text("type"), "").toUpperCase(Locale.ROOT),
                Objects.requireNonNullElse(row.text("script"), ""),
                row.number("checksum"),
                Boolean.TRUE.equals(row.flag("success")),
                row);
    }

    /** Whether it tells of no migration: the marks of a table or schema made, and a lock. */
    boolean isMark() {
        return rank < 0 || type.equals("SCHEMA") || type.equals("TABLE");
    }

    /** Whether it stands for all older versions. */
    boolean isBaseline() {
        return type.endsWith("BASELINE") || type.endsWith("STATE_SCRIPT");
    }

    /** Whether it takes an earlier one back. */
    boolean isUndo() {
        return type.startsWith("UNDO_");
    }

    /** Whether it says that the file of an earlier one is gone on purpose. */
    boolean isDelete() {
        return type.equals("DELETE");
    }

    /** Whether its migration is in SQL, so that there is a file to compare. */
    boolean isSql() {
        return type.equals("SQL");
    }

    /** The version; empty of a repeatable one, or where it is none of Flyway's. */
    Optional<MigrationVersion> parsedVersion() {
        return version == null ? Optional.empty() : FlywayVersion.of(version);
    }

    /** What messages call it. */
    String label() {
        return version == null ? "R__" + description : (version + " " + description).strip();
    }

    /** That it applied a migration. */
    Applied applied(Known migration) {
        Long took = row.number("execution_time");
        return Applied.of(migration)
                .at(row.time("installed_on"))
                .taking(took == null ? null : Duration.ofMillis(took))
                .by(row.text("installed_by"));
    }
}
