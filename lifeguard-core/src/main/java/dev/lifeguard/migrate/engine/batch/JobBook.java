package dev.lifeguard.migrate.engine.batch;

import dev.lifeguard.migrate.batch.BatchRun.Beginning;
import dev.lifeguard.migrate.batch.BatchStatus;
import dev.lifeguard.migrate.batch.BatchStatus.State;
import dev.lifeguard.migrate.dialect.StateSql.TableName;
import dev.lifeguard.migrate.error.ConfigurationException;
import dev.lifeguard.migrate.error.InvalidScriptException;
import dev.lifeguard.migrate.jdbc.Transaction;
import dev.lifeguard.migrate.planning.JavaContent;
import dev.lifeguard.migrate.planning.Planner.History;
import dev.lifeguard.migrate.script.BatchTerms.Mode;
import dev.lifeguard.migrate.script.ScriptRules;
import dev.lifeguard.migrate.source.MigrationVersion;
import dev.lifeguard.migrate.source.catalog.MigrationCatalog;
import dev.lifeguard.migrate.source.catalog.Script;
import dev.lifeguard.migrate.source.catalog.Script.JavaMigration;
import dev.lifeguard.migrate.source.catalog.Script.SqlScript;
import dev.lifeguard.migrate.state.Connected;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All migrations with batches: those of the files, and those that the database knows. */
public final class JobBook {

    private final TableName state;
    private final BatchTable table;
    private final Connected connected;
    private final MigrationCatalog catalog;
    private final History history;

    /**
     * As things are now.
     *
     * @param state where the state table is, with its schema
     */
    public JobBook(
            Connected connected, TableName state, MigrationCatalog catalog, History history) {
        this.connected = connected;
        this.state = state;
        this.table = new BatchTable(connected.session(), connected.dialect(), state);
        this.catalog = catalog;
        this.history = history;
    }

    /** Where the state table is. */
    public TableName table() {
        return state;
    }

    /**
     * How far each is, oldest first. A pending one that cannot be read is left out where nothing of
     * it has run: whether it has batches is not known.
     */
    public List<BatchStatus> status() throws SQLException {
        Map<Long, List<RangeRow>> rows =
                table.all().stream().collect(Collectors.groupingBy(row -> row.range().version()));
        Map<Long, BatchJob> pending = new HashMap<>();
        for (Script script : catalog.scripts()) {
            long version = script.version().number();
            if (history.find(version).isEmpty()) {
                readable(script).ifPresent(job -> pending.put(version, job));
            }
        }
        return Stream.concat(rows.keySet().stream(), pending.keySet().stream())
                .sorted()
                .distinct()
                .flatMap(
                        version ->
                                status(
                                        version,
                                        pending.get(version),
                                        rows.getOrDefault(version, List.of()))
                                        .stream())
                .toList();
    }

    private Optional<BatchJob> readable(Script script) {
        try {
            return job(script);
        } catch (InvalidScriptException unreadable) {
            return Optional.empty();
        }
    }

    /**
     * How far one is; empty where it has no batches, or counts as applied and never ran here.
     *
     * @param pending its job where it does not count as applied; null where it has none
     * @param rows of it in the table
     */
    private Optional<BatchStatus> status(
            long version, @Nullable BatchJob pending, List<RangeRow> rows) {
        boolean applied = history.find(version).isPresent();
        // The rows of one that was rolled back are of another time.
        boolean earlier = !applied && (isBackground(pending) || !BatchPreparation.isUnderWay(rows));
        return rows.isEmpty() || earlier
                ? Optional.ofNullable(pending).map(JobStatus::pending)
                : Optional.of(
                        known(version, rows, applied ? NextStep.IN_BACKGROUND : NextStep.IN_UP));
    }

    private JobStatus known(long version, List<RangeRow> rows, NextStep next) {
        JobStatus status = JobStatus.of(called(version), rows, next);
        return catalog.find(version).isPresent() ? status : status.withoutFile();
    }

    private static boolean isBackground(@Nullable BatchJob job) {
        return job != null && job.terms().mode() == Mode.BACKGROUND;
    }

    private MigrationVersion called(long version) {
        return catalog.find(version)
                .map(Script::version)
                .orElseGet(() -> new MigrationVersion(version, null));
    }

    /** How far one is that counts as applied; empty where it has no batches, or never ran here. */
    public Optional<BatchStatus> begun(long version) throws SQLException {
        List<RangeRow> rows = rows(version);
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of(known(version, rows, NextStep.IN_BACKGROUND));
    }

    /** How far those are that count as applied, have files and have batches left, oldest first. */
    List<BatchStatus> unfinished() throws SQLException {
        Map<Long, List<RangeRow>> rows =
                table.all().stream().collect(Collectors.groupingBy(row -> row.range().version()));
        return rows.entrySet().stream()
                .filter(each -> history.find(each.getKey()).isPresent())
                .filter(each -> catalog.find(each.getKey()).isPresent())
                .sorted(Map.Entry.comparingByKey())
                .flatMap(each -> status(each.getKey(), null, each.getValue()).stream())
                .filter(job -> job.state() != State.DONE)
                .toList();
    }

    /** The states of all that have rows. */
    Map<Long, State> begun() throws SQLException {
        return table.all().stream()
                .collect(
                        Collectors.groupingBy(
                                row -> row.range().version(),
                                Collectors.collectingAndThen(
                                        Collectors.toList(), JobStatus::state)));
    }

    private List<RangeRow> rows(long version) throws SQLException {
        return table.isThere() ? table.of(version) : List.of();
    }

    /** How far one is, whatever the files of others are like. */
    public BatchStatus status(long version) throws SQLException {
        List<RangeRow> rows = rows(version);
        BatchJob pending = history.find(version).isEmpty() ? job(version).orElse(null) : null;
        return status(version, pending, rows).orElseThrow(() -> unknown(version));
    }

    private Optional<BatchJob> job(long version) {
        return jobs(each -> each == version).stream().findFirst();
    }

    /** Of a migration in Java that is asked, and runs in batches, the code says what it walks. */
    private List<BatchJob> jobs(LongPredicate asked) {
        return catalog.scripts().stream()
                .filter(script -> asked.test(script.version().number()))
                .flatMap(script -> job(script).stream())
                .toList();
    }

    private Optional<BatchJob> job(Script script) {
        ScriptRules rules = connected.rules();
        return switch (script) {
            case SqlScript sql ->
                    sql.sections(rules).up().flatMap(section -> BatchJob.of(sql, section));
            case JavaMigration java ->
                    JavaContent.batches(java)
                            .flatMap(code -> BatchJob.of(java, code, rules.background()));
        };
    }

    /**
     * The job of a version, which may be run.
     *
     * @throws ConfigurationException where it has no batches, or is not begun
     */
    public BatchJob job(long version, Beginning beginning) throws SQLException {
        boolean pending = history.find(version).isEmpty();
        Optional<BatchJob> found = job(version);
        boolean runs = found.filter(each -> pending || isBackground(each)).isPresent();
        if (!runs && BatchPreparation.isUnderWay(rows(version))) {
            throw catalog.find(version).isEmpty()
                    ? JobRefusal.withoutFile(status(version))
                    : JobRefusal.notInFile(status(version));
        }
        BatchJob job = found.orElseThrow(() -> unknown(version));
        if (pending && job.terms().mode() == Mode.BACKGROUND) {
            throw JobRefusal.notApplied(job);
        }
        if (!pending && job.terms().mode() == Mode.BLOCKING && beginning == Beginning.ANEW) {
            throw JobRefusal.appliedWithAll(job);
        }
        return job;
    }

    /** Those that are to be run in the background, and are not over. */
    public List<BatchJob> waiting() throws SQLException {
        Map<Long, State> states =
                status().stream()
                        .collect(
                                Collectors.toMap(
                                        each -> each.version().number(), BatchStatus::state));
        return jobs(each -> history.find(each).isPresent() && isWaiting(states.get(each))).stream()
                .filter(job -> job.terms().mode() == Mode.BACKGROUND)
                .toList();
    }

    /**
     * How far each is, where none lacks its file, unless it is a newer one, or batches in it.
     *
     * @throws ConfigurationException where one is left
     */
    public List<BatchStatus> requireFiles() throws SQLException {
        List<BatchStatus> all = status();
        for (BatchStatus each : all) {
            long version = each.version().number();
            boolean older =
                    catalog.scripts().stream()
                            .anyMatch(script -> script.version().number() > version);
            if (older && isWaiting(each.state()) && catalog.find(version).isEmpty()) {
                throw JobRefusal.withoutFile(each);
            }
            if (isWaiting(each.state()) && hasLostItsBatches(version)) {
                throw JobRefusal.notInFile(each);
            }
        }
        return all;
    }

    /** Whether it is applied, and its file is another one than when its batches began. */
    private boolean hasLostItsBatches(long version) {
        boolean applied = history.find(version).isPresent() && catalog.find(version).isPresent();
        return applied && job(version).filter(JobBook::isBackground).isEmpty();
    }

    private static boolean isWaiting(@Nullable State state) {
        return state == State.PENDING || state == State.RUNNING || state == State.FAILED;
    }

    /** Forgets what was done of one that up runs. */
    public BatchStatus begin(BatchJob job) throws SQLException {
        table.prepare();
        Transaction.<Boolean, SQLException>around(
                connected.session(),
                () -> {
                    table.begin(job.beginning());
                    return true;
                });
        return status(job.version().number());
    }

    /**
     * Changes what may go on with one.
     *
     * @param from in which states it may be
     * @throws ConfigurationException where it is in another one
     */
    public BatchStatus change(long version, List<State> from, State to) throws SQLException {
        BatchStatus before = status(version);
        if (before.state() == to) {
            return before;
        }
        boolean begun = !rows(version).isEmpty();
        List<String> names = from.stream().map(Enum::name).toList();
        if (!begun || table.change(table.sql().change(version, names, to.name())) == 0) {
            throw JobRefusal.of(
                    "Migration %s is %s, and cannot become %s. %s"
                            .formatted(
                                    before.version().label(before.name()),
                                    begun ? before.state() : "not begun",
                                    to,
                                    before.next().orElse("Nothing of it is left to be run.")));
        }
        return status(version);
    }

    private ConfigurationException unknown(long version) {
        BatchJob applied = history.find(version).isEmpty() ? null : job(version).orElse(null);
        String called = catalog.called(version);
        return isBackground(applied) ? JobRefusal.notBegun(called) : JobRefusal.unknown(called);
    }
}
