package dev.lifeguard.migrate.cli.output;

import dev.lifeguard.migrate.Migrator.Repair;
import dev.lifeguard.migrate.cli.facts.DatabaseFacts;
import dev.lifeguard.migrate.cli.facts.FileFacts;
import dev.lifeguard.migrate.cli.facts.FileFacts.SectionFacts;
import dev.lifeguard.migrate.cli.facts.MadeObjects;
import dev.lifeguard.migrate.cli.facts.MigrationFacts;
import dev.lifeguard.migrate.cli.facts.SchemaFacts;
import dev.lifeguard.migrate.cli.output.Failure.Source;
import dev.lifeguard.migrate.cli.settings.SaidSettings;
import dev.lifeguard.migrate.cli.settings.SaidSettings.Said;
import dev.lifeguard.migrate.dialect.Dialect;
import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.plan.MigrationRecord;
import dev.lifeguard.migrate.plan.MigrationStatus;
import dev.lifeguard.migrate.plan.MigrationStatus.PendingMigration;
import dev.lifeguard.migrate.plan.OutOfOrder;
import dev.lifeguard.migrate.plan.Plan;
import dev.lifeguard.migrate.plan.Target;
import dev.lifeguard.migrate.planning.AssessedStatus;
import dev.lifeguard.migrate.planning.AssessedStatus.Unapplied;
import dev.lifeguard.migrate.planning.HistoryRow;
import dev.lifeguard.migrate.planning.PlanProblem;
import dev.lifeguard.migrate.planning.Planner;
import dev.lifeguard.migrate.planning.Planner.History;
import dev.lifeguard.migrate.report.LockHolder;
import dev.lifeguard.migrate.report.LockHolder.Liveness;
import dev.lifeguard.migrate.report.LoggedRun;
import dev.lifeguard.migrate.report.LoggedRun.LoggedMigration;
import dev.lifeguard.migrate.report.LoggedRun.Outcome;
import dev.lifeguard.migrate.report.MigrationReport;
import dev.lifeguard.migrate.report.MigrationReport.MigrationResult;
import dev.lifeguard.migrate.report.told.ToldHolder;
import dev.lifeguard.migrate.report.told.ToldImport;
import dev.lifeguard.migrate.report.told.ToldImport.ToldImported;
import dev.lifeguard.migrate.report.told.ToldReport;
import dev.lifeguard.migrate.report.told.ToldReport.ToldResult;
import dev.lifeguard.migrate.report.told.ToldRun;
import dev.lifeguard.migrate.script.Placeholders;
import dev.lifeguard.migrate.script.ScriptRules;
import dev.lifeguard.migrate.source.Direction;
import dev.lifeguard.migrate.source.MigrationSource;
import dev.lifeguard.migrate.source.MigrationVersion;
import dev.lifeguard.migrate.source.catalog.Checksum;
import dev.lifeguard.migrate.source.catalog.MigrationCatalog;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One answer for each case of the golden files. */
final class Answers {

    private static final long USERS = 20240120120000L;
    private static final long ORDERS = 20240120130000L;
    private static final String CHECKSUM = "ab".repeat(32);
    private static final Instant MOMENT = Instant.parse("2026-11-22T18:04:05.678901Z");
    private static final String DIRECTORY = "migrations";
    private static final MigrationVersion VIEWS = MigrationVersion.ofRepeatable("views");
    private static final PendingMigration PENDING =
            new Unapplied(MigrationVersion.of(ORDERS), "orders", null);
    private static final MadeObjects MADE =
            new MadeObjects(USERS, List.of("users", "audit.logins"), 1, 3, 1, 0);

    private Answers() {}

    static Map<String, Answer> all() {
        Map<String, Answer> answers = new TreeMap<>();
        answers.put("up", migrated(Direction.UP, List.of(result()), List.of(PENDING)));
        answers.put("up_nothing", migrated(Direction.UP, List.of(), List.of()));
        answers.put("up_not_so_far", migrated(Direction.UP, List.of(), List.of(PENDING, PENDING)));
        answers.put(
                "up_empty_directory",
                new Answer.Migrated(
                        Direction.UP,
                        report(Direction.UP, List.of(), List.of()),
                        Duration.ofMillis(3),
                        DIRECTORY,
                        0));
        answers.put("up_repeatable", migrated(Direction.UP, List.of(again()), List.of()));
        answers.put("down", migrated(Direction.DOWN, List.of(result()), List.of(PENDING)));
        answers.put("down_nothing", migrated(Direction.DOWN, List.of(), List.of()));
        answers.put(
                "baseline",
                new Answer.Baselined(
                        MigrationVersion.of(USERS),
                        report(Direction.UP, List.of(result()), List.of(PENDING))));
        answers.put(
                "baseline_nothing",
                new Answer.Baselined(
                        MigrationVersion.of(USERS), report(Direction.UP, List.of(), List.of())));
        answers.put(
                "import",
                new Answer.Imported(
                        "lifeguard-migrate up --layout flyway",
                        "Flyway",
                        Importing.DONE,
                        new ToldImport(
                                List.of(
                                        new ToldImported(
                                                new MigrationVersion(77, "1.9"), "users", MOMENT),
                                        new ToldImported(
                                                MigrationVersion.ofRepeatable("view"),
                                                "view",
                                                MOMENT)),
                                List.of(),
                                List.of(PENDING),
                                List.of())));
        answers.put(
                "import_nothing",
                new Answer.Imported(
                        "lifeguard-migrate up --layout flyway",
                        "Flyway",
                        Importing.DONE,
                        new ToldImport(List.of(), List.of(), List.of(), List.of())));
        answers.put(
                "import_dry",
                new Answer.Imported(
                        "lifeguard-migrate up --layout goose",
                        "goose",
                        Importing.COMPARED,
                        new ToldImport(
                                List.of(
                                        new ToldImported(
                                                MigrationVersion.of(USERS), "users", null)),
                                List.of(),
                                List.of(PENDING),
                                List.of())));
        answers.put(
                "import_undo",
                new Answer.Imported(
                        "lifeguard-migrate up --layout goose",
                        "goose",
                        Importing.UNDONE,
                        new ToldImport(
                                List.of(),
                                List.of(
                                        new ToldImported(
                                                MigrationVersion.of(USERS), "users", MOMENT)),
                                List.of(PENDING),
                                List.of())));
        answers.put(
                "import_undo_dry",
                new Answer.Imported(
                        "goose",
                        "goose",
                        Importing.UNDO_COMPARED,
                        new ToldImport(
                                List.of(),
                                List.of(
                                        new ToldImported(
                                                MigrationVersion.of(USERS), "users", MOMENT)),
                                List.of(PENDING),
                                List.of())));
        answers.put("plan", new Answer.Planned(plan()));
        answers.put("status", new Answer.Standing(status(), DIRECTORY, Map.of()));
        answers.put("status_problems", new Answer.Standing(troubled(), DIRECTORY, Map.of()));
        answers.put(
                "status_labels", new Answer.Standing(labelled(), DIRECTORY, Map.of(77L, "flyway")));
        answers.put("status_repeatable", new Answer.Standing(repeatable(), DIRECTORY, Map.of()));
        answers.put("status_marks", new Answer.Standing(marked(), DIRECTORY, Map.of()));
        answers.put(
                "wait",
                new Answer.Awaited(
                        Optional.of(empty()), Optional.empty(), Duration.ofMillis(2300)));
        answers.put(
                "wait_over",
                new Answer.Awaited(Optional.of(status()), Optional.empty(), Duration.ofMinutes(5)));
        answers.put(
                "wait_unreachable",
                new Answer.Awaited(
                        Optional.empty(),
                        Optional.of(
                                ErrorDetail.ofServer(
                                        ErrorKind.DATABASE_UNREACHABLE,
                                        "The database does not exist. Create it.",
                                        "3D000")),
                        Duration.ofMinutes(5)));
        answers.put(
                "info_config",
                new Answer.Configured(
                        new SaidSettings(
                                true,
                                Optional.of("lifeguard.toml"),
                                List.of(
                                        new Said("schema", "app", "--schema"),
                                        new Said("table", "history", "lifeguard.toml:3"),
                                        new Said("placeholders.key", "***", "lifeguard.toml:9")))));
        answers.put("status_empty", new Answer.Standing(empty(), DIRECTORY, Map.of()));
        answers.put("validate", new Answer.Valid(status(), Compared.DATABASE));
        answers.put("validate_offline", new Answer.Valid(status(), Compared.NOTHING));
        answers.put(
                "repair_unchanged",
                new Answer.Repaired(
                        new Repair.AcceptChecksum(USERS),
                        MigrationVersion.of(USERS),
                        false,
                        status()));
        answers.put(
                "repair",
                new Answer.Repaired(
                        new Repair.MarkDone(USERS), MigrationVersion.of(USERS), true, status()));
        answers.put(
                "generate",
                new Answer.Generated(
                        Optional.of(MigrationVersion.of(USERS)),
                        "users",
                        List.of(Path.of("migrations/20240120120000_users.sql"))));
        answers.put("unlock", new Answer.Locked(Optional.of(alive()), LockState.UNTOUCHED));
        answers.put("unlock_gone", left(null, null));
        answers.put("unlock_at_work", left("active", "VACUUM users"));
        answers.put("unlock_hidden", left(null, "<insufficient privilege>"));
        answers.put("unlock_leased", new Answer.Locked(Optional.of(leased()), LockState.UNTOUCHED));
        answers.put("unlock_force", new Answer.Locked(Optional.of(unknown()), LockState.REMOVED));
        answers.put(
                "unlock_foreign", new Answer.Locked(Optional.of(unknown()), LockState.UNTOUCHED));
        List<String> aside = List.of("public.orders__quarantined_20261122180405");
        answers.put(
                "purge",
                new Answer.Seen(Optional.empty(), new PurgeText(aside, PurgeText.Purging.DROPPED)));
        answers.put(
                "purge_dry",
                new Answer.Seen(
                        Optional.empty(), new PurgeText(aside, PurgeText.Purging.LOOKED_AT)));
        answers.put(
                "purge_nothing",
                new Answer.Seen(
                        Optional.empty(), new PurgeText(List.of(), PurgeText.Purging.LOOKED_AT)));
        answers.put("info_log", new Answer.Seen(Optional.empty(), new LogText(logged())));
        answers.put("info_log_empty", new Answer.Seen(Optional.empty(), new LogText(List.of())));
        answers.put("unlock_free", new Answer.Locked(Optional.empty(), LockState.UNTOUCHED));
        answers.put("info", info(status(), Optional.empty(), List.of(MADE)));
        answers.put("info_troubled", info(troubled(), Optional.of(alive()), List.of()));
        answers.put("info_migration", new Answer.AboutMigration(applied(), it -> it));
        answers.put("info_baseline", new Answer.AboutMigration(baseline(), it -> it));
        answers.put("info_pending", new Answer.AboutMigration(partWay(), it -> it));
        return answers;
    }

    static Map<String, Failure> failures() {
        ErrorDetail failed =
                new ErrorDetail(
                        ErrorKind.SCRIPT_FAILED,
                        "Migration 20240120130000 orders failed at orders.sql:3:1: no.",
                        ORDERS,
                        "20240120130000_orders.sql",
                        3,
                        1,
                        "42P07");
        List<ErrorDetail> problems = JsonParts.details(troubled());
        Map<String, Failure> failures = new TreeMap<>();
        failures.put(
                "failed",
                new Failure(
                        failed,
                        List.of(),
                        new Done(List.of(result()), List.of(), List.of()),
                        List.of(PENDING),
                        Source.HISTORY));
        failures.put(
                "lost",
                new Failure(
                        ErrorDetail.of(ErrorKind.DATABASE_UNREACHABLE, "The connection was lost."),
                        List.of(),
                        new Done(List.of(result()), List.of(), List.of()),
                        List.of(PENDING, PENDING),
                        Source.PLAN));
        failures.put(
                "stopped",
                new Failure(
                        ErrorDetail.of(ErrorKind.INTERRUPTED, "The run was told to stop."),
                        List.of(),
                        new Done(List.of(), List.of(result(), result()), List.of()),
                        List.of(PENDING, PENDING),
                        Source.HISTORY));
        failures.put("failed_at_once", Failure.before(failed));
        failures.put(
                "refused",
                new Failure(
                        problems.getFirst(),
                        problems,
                        Done.NOTHING,
                        List.of(PENDING),
                        Source.HISTORY));
        return failures;
    }

    private static MigrationResult result() {
        return new ToldResult(MigrationVersion.of(USERS), "users", Duration.ofMillis(41));
    }

    private static MigrationResult again() {
        return new ToldResult(VIEWS, "views", Duration.ofMillis(7));
    }

    /** One that was edited, one that is new, and one whose file is gone. */
    private static MigrationStatus repeatable() {
        MigrationVersion old = MigrationVersion.ofRepeatable("old");
        MigrationVersion rights = MigrationVersion.ofRepeatable("rights");
        return new AssessedStatus(
                List.of(
                        row(USERS, "users", Duration.ofMillis(41)),
                        new HistoryRow(old, "old", CHECKSUM, MOMENT, null, null, null, 0),
                        new HistoryRow(
                                VIEWS, "views", CHECKSUM, MOMENT, Duration.ZERO, null, null, 0)),
                List.of(new Unapplied(rights, "rights", null), new Unapplied(VIEWS, "views", null)),
                List.of(),
                List.of(),
                Set.of(),
                Set.of(old),
                List.of(MigrationVersion.of(USERS), old, rights, VIEWS));
    }

    private static Answer migrated(
            Direction direction, List<MigrationResult> done, List<PendingMigration> pending) {
        return new Answer.Migrated(
                direction, report(direction, done, pending), Duration.ofMillis(1234), DIRECTORY, 2);
    }

    private static MigrationReport report(
            Direction direction, List<MigrationResult> done, List<PendingMigration> pending) {
        return switch (direction) {
            case UP -> new ToldReport(done, List.of(), pending, List.of());
            case DOWN -> new ToldReport(List.of(), done, pending, List.of());
        };
    }

    private static HistoryRow row(long version, String name, @Nullable Duration time) {
        return new HistoryRow(
                MigrationVersion.of(version), name, CHECKSUM, MOMENT, time, null, null, version);
    }

    private static List<MigrationVersion> versions(long... numbers) {
        return Arrays.stream(numbers).mapToObj(MigrationVersion::of).toList();
    }

    private static MigrationStatus status() {
        return new AssessedStatus(
                List.of(row(USERS, "users", Duration.ofMillis(41))),
                List.of(PENDING),
                List.of(),
                List.of(),
                Set.of(),
                Set.of(),
                versions(USERS, ORDERS));
    }

    /** A baseline, one that came after a newer one, and one of a newer application. */
    private static MigrationStatus marked() {
        long baseline = 20240101000000L;
        MigrationRecord late =
                new HistoryRow(
                        MigrationVersion.of(USERS),
                        "users",
                        CHECKSUM,
                        MOMENT,
                        Duration.ZERO,
                        null,
                        null,
                        ORDERS + 1);
        return new AssessedStatus(
                List.of(
                        new HistoryRow(
                                MigrationVersion.of(baseline),
                                HistoryRow.BASELINE,
                                Checksum.ofBaseline(baseline).hex(),
                                MOMENT,
                                null,
                                null,
                                null,
                                baseline),
                        late,
                        row(ORDERS, "orders", Duration.ZERO)),
                List.of(),
                List.of(),
                List.of(),
                Set.of(MigrationVersion.of(ORDERS)),
                Set.of(),
                versions(baseline, USERS, ORDERS));
    }

    /** Versions that are ordered otherwise than by their numbers. */
    private static MigrationStatus labelled() {
        MigrationVersion ten = new MigrationVersion(12, "1.10");
        MigrationVersion nine = new MigrationVersion(77, "1.9");
        return new AssessedStatus(
                List.of(
                        new HistoryRow(
                                nine, "users", CHECKSUM, MOMENT, Duration.ZERO, null, null, 1)),
                List.of(new Unapplied(ten, "orders", null)),
                List.of(),
                List.of(),
                Set.of(),
                Set.of(),
                List.of(nine, ten));
    }

    private static MigrationStatus empty() {
        return new AssessedStatus(
                List.of(), List.of(), List.of(), List.of(), Set.of(), Set.of(), List.of());
    }

    private static MigrationStatus troubled() {
        HistoryRow gone = row(20240101000000L, "gone", null);
        HistoryRow stuck =
                new HistoryRow(
                        MigrationVersion.of(ORDERS),
                        "orders",
                        CHECKSUM,
                        MOMENT,
                        null,
                        new HistoryRow.Progress(Direction.UP, 1, 2, CHECKSUM, List.of()),
                        null,
                        ORDERS);
        return new AssessedStatus(
                List.of(gone, row(USERS, "users", Duration.ofSeconds(75))),
                List.of(new Unapplied(MigrationVersion.of(ORDERS), "orders", 1)),
                List.of(
                        new PlanProblem.Missing(gone),
                        new PlanProblem.PartWay(stuck, "Run up again.")),
                List.of(),
                Set.of(),
                Set.of(),
                versions(20240101000000L, USERS, ORDERS));
    }

    static Plan plan() {
        Path directory = Path.of("src/test/resources/migrations");
        MigrationCatalog catalog =
                MigrationCatalog.of(List.of(MigrationSource.directory(directory)));
        return new Planner(
                        new ScriptRules(Dialect.postgresql().lexerRules(), Placeholders.NONE),
                        OutOfOrder.REFUSE)
                .up(catalog, new History(List.of()), Target.all());
    }

    private static LockHolder alive() {
        return new ToldHolder(
                "token",
                "db1, process 7, lifeguard-migrate, started 2026-11-22T18:00:00Z",
                MOMENT,
                MOMENT.plusSeconds(30),
                4711,
                Liveness.ALIVE,
                "active",
                "CREATE INDEX\n  users_i ON users (id)");
    }

    private static List<LoggedRun> logged() {
        LoggedMigration one = new LoggedMigration(20240120120000L, "20240120120000 create_users");
        LoggedMigration views = new LoggedMigration(-4_700_000_000_000_000_000L, "r_views");
        return List.of(
                logged("up", Outcome.SUCCEEDED, Optional.empty(), List.of(one, views)),
                logged("down", Outcome.FAILED, Optional.of("LG-201"), List.of()),
                logged("up", Outcome.NO_END, Optional.empty(), List.of(views)),
                new ToldRun(
                        "unlock --force",
                        Optional.empty(),
                        Optional.of(MOMENT),
                        Outcome.SUCCEEDED,
                        Optional.empty(),
                        List.of(),
                        Optional.of("removed the lock of db1, process 7"),
                        Optional.empty(),
                        "root",
                        "db1",
                        8,
                        "lifeguard-migrate",
                        Optional.empty()));
    }

    private static LoggedRun logged(
            String command,
            Outcome outcome,
            Optional<String> code,
            List<LoggedMigration> migrations) {
        return new ToldRun(
                command,
                Optional.of(MOMENT),
                outcome == Outcome.NO_END ? Optional.empty() : Optional.of(MOMENT.plusMillis(41)),
                outcome,
                code,
                migrations,
                Optional.empty(),
                Optional.of("app"),
                "root",
                "db1",
                7,
                "lifeguard-migrate",
                Optional.of("1.0.0"));
    }

    /** Whose lease has run out, or whose server process is not there. */
    private static Answer left(@Nullable String state, @Nullable String query) {
        LockHolder holder =
                new ToldHolder(
                        "token",
                        "db1, process 7",
                        MOMENT,
                        MOMENT.plusSeconds(30),
                        4711,
                        Liveness.DEAD,
                        state,
                        query);
        return new Answer.Locked(Optional.of(holder), LockState.UNTOUCHED);
    }

    /** On a database that knows nothing of the holder's session. */
    private static LockHolder leased() {
        return new ToldHolder(
                "token",
                "db1, process 7",
                MOMENT,
                MOMENT.plusSeconds(30),
                null,
                Liveness.ALIVE,
                null,
                null);
    }

    private static LockHolder unknown() {
        return new ToldHolder(
                "token",
                "a writer that left no name",
                MOMENT,
                null,
                null,
                Liveness.UNKNOWN,
                null,
                null);
    }

    private static Answer info(
            MigrationStatus status, Optional<LockHolder> lock, List<MadeObjects> made) {
        DatabaseFacts facts =
                new DatabaseFacts(
                        "PostgreSQL",
                        "18.6",
                        "app",
                        "UTF8, C.UTF-8",
                        9_700_000,
                        "app",
                        made.isEmpty() ? null : "public",
                        made.isEmpty() ? null : "public.lifeguard_migrations",
                        made.isEmpty() ? 0 : 32_768,
                        made.isEmpty()
                                ? List.of()
                                : List.of(
                                        new SchemaFacts("audit", 1, 0, 1, 0, 0, 16_384),
                                        new SchemaFacts("public", 12, 1, 20, 3, 4, 848_000)));
        return new Answer.AboutDatabase("app@db:5432/app", DIRECTORY, status, facts, lock, made);
    }

    private static MigrationFacts applied() {
        FileFacts file =
                new FileFacts(
                        "20240120120000_users.sql",
                        "cd".repeat(32),
                        Optional.of(new SectionFacts(3, true)),
                        Optional.empty(),
                        Optional.of("it drops data"));
        return new MigrationFacts(
                MigrationVersion.of(USERS),
                "users",
                Optional.of(file),
                Optional.of(row(USERS, "users", Duration.ofMillis(41))),
                Optional.empty(),
                Optional.empty(),
                Optional.of(MADE),
                Optional.empty(),
                List.of(
                        ErrorDetail.of(ErrorKind.CHECKSUM_MISMATCH, "It was edited.")
                                .withVersion(USERS, null)));
    }

    private static MigrationFacts baseline() {
        MigrationRecord row = marked().applied().getFirst();
        return new MigrationFacts(
                row.version(),
                row.name(),
                Optional.empty(),
                Optional.of(row),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of());
    }

    private static MigrationFacts partWay() {
        FileFacts file =
                new FileFacts(
                        "20240120130000_orders.sql",
                        CHECKSUM,
                        Optional.of(new SectionFacts(3, false)),
                        Optional.of(new SectionFacts(0, true)),
                        Optional.empty());
        return new MigrationFacts(
                MigrationVersion.of(ORDERS),
                "orders",
                Optional.of(file),
                Optional.empty(),
                Optional.empty(),
                Optional.of(new Unapplied(MigrationVersion.of(ORDERS), "orders", 1)),
                Optional.empty(),
                Optional.empty(),
                List.of());
    }
}
