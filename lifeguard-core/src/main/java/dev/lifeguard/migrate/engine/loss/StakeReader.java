package dev.lifeguard.migrate.engine.loss;

import dev.lifeguard.migrate.dialect.BoundSql;
import dev.lifeguard.migrate.dialect.StakeSql;
import dev.lifeguard.migrate.jdbc.DatabaseFailure;
import dev.lifeguard.migrate.jdbc.Session;
import dev.lifeguard.migrate.jdbc.SqlError;
import dev.lifeguard.migrate.plan.AtStake.Precision;
import dev.lifeguard.migrate.plan.Place;
import dev.lifeguard.migrate.planning.CountedStake;
import dev.lifeguard.migrate.planning.CountedStake.Lost;
import dev.lifeguard.migrate.planning.PlannedRun;
import dev.lifeguard.migrate.planning.PlannedStep;
import dev.lifeguard.migrate.script.Loss;
import dev.lifeguard.migrate.script.SqlStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
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
 *   <li>What is not there now is nothing to lose.
 * </ol>
 */
public final class StakeReader {

    /** So many are counted; of more it is only said that there are more. */
    private static final long MOST = 1_000_000;

    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final Session session;
    private final StakeSql sql;
    private final Map<String, String> tables = new HashMap<>();
    private final Map<String, String> columns = new HashMap<>();

    /** In a database. */
    public StakeReader(Session session, StakeSql sql) {
        this.session = session;
        this.sql = sql;
    }

    /** What the steps of a plan take away; what is counted twice is told once. */
    public List<CountedStake> read(PlannedRun plan) {
        Map<String, CountedStake> found = new LinkedHashMap<>();
        for (PlannedStep step : plan.planned()) {
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
                        tablesOf(schema.schema())
                                .forEach(table -> count(step, place, table, null, found));
                case Loss.Unknown unknown -> unknown(step, place, statement.summary(), found);
                case Loss.TableRenamed renamed ->
                        tables.put(renamed.to(), now(tables, renamed.from()));
                case Loss.ColumnRenamed renamed -> {
                    String table = now(tables, renamed.table()) + ".";
                    columns.put(
                            table + renamed.to(),
                            columns.getOrDefault(table + renamed.from(), renamed.from()));
                }
            }
        }
    }

    private static String now(Map<String, String> names, String later) {
        return names.getOrDefault(later, later);
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
        String table = now(tables, named);
        String column =
                namedColumn == null
                        ? null
                        : columns.getOrDefault(table + "." + namedColumn, namedColumn);
        String object = column == null ? table : table + "." + column;
        if (found.containsKey(object)) {
            return;
        }
        try {
            Optional<Lost> lost = find(object, table, column);
            if (lost.isEmpty()) {
                return;
            }
            long rows = within(sql.count(lost.get().table(), column, MOST + 1));
            Precision precision = rows > MOST ? Precision.MORE_THAN : Precision.EXACT;
            if (rows > 0) {
                found.put(
                        object,
                        stake(step, place, lost.get(), Math.min(rows, MOST), precision, null));
            }
        } catch (SQLException failure) {
            uncounted(failure)
                    .ifPresent(
                            reason ->
                                    found.put(
                                            object,
                                            stake(
                                                    step,
                                                    place,
                                                    new Lost(object, table, column),
                                                    0,
                                                    Precision.NOT_COUNTED,
                                                    reason)));
        }
    }

    private Optional<Lost> find(String object, String table, @Nullable String column)
            throws SQLException {
        Optional<BoundSql> question = sql.find(table);
        if (question.isEmpty()) {
            return Optional.of(new Lost(object, table, column));
        }
        List<String> tables = session.query(question.get(), row -> row.getString(1));
        if (tables.isEmpty()) {
            return Optional.empty();
        }
        Optional<BoundSql> ofColumn =
                column == null ? Optional.empty() : sql.findColumn(tables.getFirst(), column);
        return ofColumn.isPresent() && session.query(ofColumn.get(), row -> row.getInt(1)).isEmpty()
                ? Optional.empty()
                : Optional.of(new Lost(object, tables.getFirst(), column));
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

    private List<String> tablesOf(String schema) {
        try {
            List<String> names = new ArrayList<>();
            String bare = schema.replace("\"", "").replace("`", "");
            names.addAll(
                    session.query(
                            sql.tables(bare, ""),
                            row -> schema + "." + quoted(row.getString(2), schema)));
            return names;
        } catch (SQLException failure) {
            throw DatabaseFailure.during(
                    "while rows at stake were counted; nothing was changed", failure);
        }
    }

    private static String quoted(String table, String like) {
        String quote = like.startsWith("`") ? "`" : "\"";
        return table.matches("[a-z_][a-z0-9_]*") ? table : quote + table + quote;
    }
}
