package dev.lifeguard.migrate.layouts.flyway;

import dev.lifeguard.migrate.source.Found.Hook.Moment;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The events of Flyway's callbacks. Source: Flyway's class Event. */
final class FlywayEvents {

    /** Those that mean the same as a moment here, in the order in which one moment has them. */
    private static final Map<String, Moment> MOMENTS =
            Map.of(
                    "beforeMigrate", Moment.BEFORE_UP,
                    "afterMigrateApplied", Moment.AFTER_UP,
                    "afterMigrate", Moment.AFTER_UP,
                    "beforeEachMigrate", Moment.BEFORE_MIGRATION,
                    "afterEachMigrate", Moment.AFTER_MIGRATION);

    private static final List<String> IDS =
            List.of(
                    "beforeClean",
                    "afterClean",
                    "afterCleanError",
                    "beforeMigrate",
                    "beforeEachMigrate",
                    "beforeEachMigrateStatement",
                    "afterEachMigrateStatement",
                    "afterEachMigrateStatementError",
                    "afterEachMigrate",
                    "afterEachMigrateError",
                    "beforeRepeatables",
                    "afterVersioned",
                    "afterMigrateApplied",
                    "afterMigrate",
                    "afterMigrateError",
                    "beforeUndo",
                    "beforeEachUndo",
                    "beforeEachUndoStatement",
                    "afterEachUndoStatement",
                    "afterEachUndoStatementError",
                    "afterEachUndo",
                    "afterEachUndoError",
                    "afterUndo",
                    "afterUndoError",
                    "beforeValidate",
                    "afterValidate",
                    "afterValidateError",
                    "beforeBaseline",
                    "afterBaseline",
                    "afterBaselineError",
                    "beforeRepair",
                    "afterRepair",
                    "afterRepairError",
                    "beforeInfo",
                    "afterInfo",
                    "afterInfoError",
                    "afterMigrateOperationFinish",
                    "afterInfoOperationFinish",
                    "afterCleanOperationFinish",
                    "afterValidateOperationFinish",
                    "afterUndoOperationFinish",
                    "afterRepairOperationFinish",
                    "afterBaselineOperationFinish",
                    "afterReportGenerated",
                    "createSchema",
                    "beforeCreateSchema",
                    "beforeConnect",
                    "afterConnect");

    private static final String[] LONGEST_FIRST =
            IDS.stream()
                    .sorted(Comparator.comparingInt(String::length).reversed())
                    .toArray(String[]::new);

    private FlywayEvents() {}

    /** All of them. */
    static List<String> ids() {
        return IDS;
    }

    /** The longest id that a name begins with. */
    static Optional<String> prefixOf(String name) {
        char first = name.isEmpty() ? ' ' : name.charAt(0);
        return first != 'a' && first != 'b' && first != 'c'
                ? Optional.empty()
                : Arrays.stream(LONGEST_FIRST).filter(name::startsWith).findFirst();
    }

    /** The moment that means the same as an event; empty where there is none. */
    static Optional<Moment> moment(String id) {
        return Optional.ofNullable(MOMENTS.get(id));
    }

    /** The place of an event among all, in the order in which Flyway has them. */
    static int place(String id) {
        return IDS.indexOf(id);
    }
}
