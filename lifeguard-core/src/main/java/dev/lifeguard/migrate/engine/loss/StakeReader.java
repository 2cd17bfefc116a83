package dev.lifeguard.migrate.engine.loss;

import dev.lifeguard.migrate.dialect.BoundSql;
import dev.lifeguard.migrate.dialect.Dialect;
import dev.lifeguard.migrate.dialect.StakeSql;
import dev.lifeguard.migrate.dialect.StakeSql.Counted;
import dev.lifeguard.migrate.jdbc.DatabaseFailure;
import dev.lifeguard.migrate.jdbc.Session;
import dev.lifeguard.migrate.jdbc.SqlError;
import dev.lifeguard.migrate.plan.AtStake.Precision;
import dev.lifeguard.migrate.plan.Place;
import dev.lifeguard.migrate.plan.PlanStep.TransactionMode;
import dev.lifeguard.migrate.planning.CountedStake;
import dev.lifeguard.migrate.planning.CountedStake.Lost;
import dev.lifeguard.migrate.planning.PlannedRun;
import dev.lifeguard.migrate.planning.PlannedStep;
import dev.lifeguard.migrate.script.Loss;
import dev.lifeguard.migrate.script.SqlStatement;
import dev.lifeguard.migrate.script.StatementFacts.Trait;
import dev.lifeguard.migrate.script.WrittenName;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Counts what the statements of a way down take away, before it runs.
 *
 * <ol>
 *   <li>Statements tell by their tokens what they drop; a name that an earlier one gives in the
 *       same run is followed back to the one that there is now.
 *   <li>Rows are counted up to a limit, and for so long: then it is said that there are more, or
 *       that they could not be counted.
 *   <li>A name without a schema is looked for where the step's script has set that, or in the one
 *       that is configured. Where its tokens do not tell where that is, rows are not counted.
 *   <li>What is not there now is nothing to lose.
 * </ol>
 */
final class StakeReader {

    /** So many are counted; of more it is only said that there are more. */
    private static final long MOST = 1_000_000;

    private static final String NOT_TOLD =
            "the script sets where names without a schema are looked for";

    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final Session session;
    private final Dialect dialect;
    private final StakeSql sql;
    private final RowsOfMigrations own;
    private final String schema;
    private final LaterNames names;

    /** Where the step has names without a schema looked for; null where it has not set that. */
    private @Nullable List<String> path;

    /**
     * In a database.
     *
     * @param schema where names without one are looked for first, as statements name it; empty
     *     where the connection itself says that
     */
    StakeReader(
            Session session, Dialect dialect, StakeSql sql, RowsOfMigrations own, String schema) {
        this.session = session;
        this.schema = schema;
        this.names = new LaterNames(dialect, schema);
        this.dialect = dialect;
        this.sql = sql;
        this.own = own;
    }

    /** What the steps of a plan take away; what is counted twice is told once. */
    List<CountedStake> read(PlannedRun plan) {
        Map<String, CountedStake> found = new LinkedHashMap<>();
        for (PlannedStep step : plan.planned()) {
            // Behind each one the session is put back.
            path = null;
            step.forEachSql(statement -> add(step, statement, found));
            step.unseen()
                    .ifPresent(
                            remark ->
                                    unknown(
                                            step,
                                            Place.of(step.fileName()),
                                            "a migration in Java",
                                            found));
        }
        return List.copyOf(found.values());
    }

    private void add(PlannedStep step, SqlStatement statement, Map<String, CountedStake> found) {
        for (Loss loss : statement.facts().losses()) {
            Place place = step.place(statement);
            switch (loss) {
                case Loss.Table table -> count(step, place, table.table(), null, found);
                case Loss.Rows rows -> count(step, place, rows.table(), null, found);
                case Loss.Column column ->
                        count(step, place, column.table(), column.column(), found);
                case Loss.Schema schema ->
                        new TablesOfSchema(session, dialect, sql)
                                .named(schema.schema())
                                .forEach(table -> count(step, place, table, null, found));
                case Loss.Unknown unknown -> unknown(step, place, statement.summary(), found);
                case Loss.SearchPath set -> path = lasting(set, step, statement);
                case Loss.TableRenamed renamed ->
                        names.renameTable(inPath(renamed.from()), inPath(renamed.to()));
                case Loss.ColumnRenamed renamed ->
                        names.renameColumn(inPath(renamed.table()), renamed.from(), renamed.to());
            }
        }
    }

    /** What is set to the end of a transaction ends somewhere in a script without one. */
    private static List<String> lasting(
            Loss.SearchPath set, PlannedStep step, SqlStatement statement) {
        boolean local =
                statement.facts().name().equals("SET")
                        && !statement.facts().has(Trait.NEEDS_ITS_SESSION);
        return local && step.transactionMode() == TransactionMode.PER_STATEMENT
                ? List.of()
                : set.schemas();
    }

    /** With its schema, where that is the only one. */
    private String inPath(String table) {
        return path != null && path.size() == 1 && isWithoutSchema(table)
                ? path.getFirst() + "." + table
                : table;
    }

    private static boolean isWithoutSchema(String table) {
        return WrittenName.of(table).isAlone();
    }

    /** Whether it cannot be told which table a name means. */
    private boolean isNotTold(String table) {
        return path != null
                && isWithoutSchema(table)
                && (path.isEmpty() || sql.find(table).isEmpty());
    }

    private static void unknown(
            PlannedStep step, Place place, String what, Map<String, CountedStake> found) {
        found.put(
                place.toString(),
                stake(step, place, new Lost(what, "", null), 0, Precision.UNKNOWN, null));
    }

    private static CountedStake stake(
            PlannedStep step,
            Place place,
            Lost lost,
            long rows,
            Precision precision,
            @Nullable String reason) {
        return new CountedStake(step.version(), step.name(), place, lost, rows, precision, reason);
    }

    private void count(
            PlannedStep step,
            Place place,
            String named,
            @Nullable String namedColumn,
            Map<String, CountedStake> found) {
        for (Lost meant : names.meant(inPath(named), namedColumn)) {
            if (isCounted(step, place, named, meant, found)) {
                return;
            }
        }
    }

    /** False where there is no such thing. */
    private boolean isCounted(
            PlannedStep step,
            Place place,
            String named,
            Lost meant,
            Map<String, CountedStake> found) {
        String table = meant.table();
        String column = meant.column();
        String object = column == null ? table : table + "." + column;
        if (found.containsKey(object)) {
            return true;
        }
        if (isNotTold(table)) {
            Lost lost = new Lost(object, "", column);
            found.put(object, stake(step, place, lost, 0, Precision.NOT_COUNTED, NOT_TOLD));
            return true;
        }
        try {
            Optional<Lost> lost = find(object, table, column);
            if (lost.isEmpty()) {
                return false;
            }
            long rows = within(sql.count(counted(step, lost.get(), named), MOST + 1));
            if (rows > 0) {
                Precision precision =
                        isSeeded(rows, named, step) || isSeeded(rows, table, step)
                                ? Precision.SEEDED
                                : precision(rows);
                found.put(
                        object,
                        stake(step, place, lost.get(), Math.min(rows, MOST), precision, null));
            }
            return true;
        } catch (SQLException failure) {
            Optional<String> reason = uncounted(failure);
            reason.ifPresent(
                    why ->
                            found.put(
                                    object,
                                    stake(
                                            step,
                                            place,
                                            new Lost(object, table, column),
                                            0,
                                            Precision.NOT_COUNTED,
                                            why)));
            return reason.isPresent();
        }
    }

    private boolean isSeeded(long rows, String table, PlannedStep step) {
        return !sql.knowsWriters() && rows <= own.most(table, step.version());
    }

    private static Precision precision(long rows) {
        return rows > MOST ? Precision.MORE_THAN : Precision.EXACT;
    }

    private Counted counted(PlannedStep step, Lost lost, String named) {
        return new Counted(
                lost.table(), lost.column(), step.version().number(), own.insertOnly(named));
    }

    private Optional<Lost> find(String object, String table, @Nullable String column)
            throws SQLException {
        for (String meant : meant(table)) {
            Optional<BoundSql> question = sql.find(meant);
            if (question.isEmpty()) {
                return Optional.of(new Lost(object, meant, column));
            }
            List<String> tables = session.query(question.get(), row -> row.getString(1));
            if (!tables.isEmpty()) {
                Lost lost = new Lost(object, tables.getFirst(), column);
                return isThere(lost) ? Optional.of(lost) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** The names with which a table may be found, the first before the others. */
    private List<String> meant(String table) {
        if (!isWithoutSchema(table)) {
            return List.of(table);
        }
        if (path != null) {
            return path.stream().map(first -> first + "." + table).toList();
        }
        return schema.isEmpty() ? List.of(table) : List.of(schema + "." + table, table);
    }

    private boolean isThere(Lost lost) throws SQLException {
        String column = lost.column();
        Optional<BoundSql> question =
                column == null ? Optional.empty() : sql.findColumn(lost.table(), column);
        return question.isEmpty() || !session.query(question.get(), row -> row.getInt(1)).isEmpty();
    }

    private long within(BoundSql count) throws SQLException {
        return session.limits()
                .<Long, SQLException>within(
                        LONGEST, () -> session.query(count, row -> row.getLong(1)).getFirst());
    }

    /** Empty for what is not there. */
    private static Optional<String> uncounted(SQLException failure) {
        return switch (SqlError.condition(failure)) {
            case TABLE_MISSING, COLUMN_MISSING, SCHEMA_MISSING, NAME_MISSING -> Optional.empty();
            case CONNECTION_LOST ->
                    throw DatabaseFailure.during(
                            "while rows at stake were counted; nothing was changed", failure);
            default -> Optional.of(SqlError.of(failure).inSentence());
        };
    }
}
