package dev.lifeguard.migrate.state;

import dev.lifeguard.migrate.dialect.LogSql;
import dev.lifeguard.migrate.error.ConfigurationException;
import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.jdbc.DatabaseFailure;
import dev.lifeguard.migrate.jdbc.Session;
import dev.lifeguard.migrate.jdbc.SqlError;
import dev.lifeguard.migrate.report.LoggedRun;
import dev.lifeguard.migrate.report.LoggedRun.LoggedMigration;
import dev.lifeguard.migrate.report.LoggedRun.Outcome;
import dev.lifeguard.migrate.report.told.ToldRun;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the log: of each run its two rows are put together. Changes nothing. */
public final class LogReading {

    private final LogSql sql;

    /** Of a log. */
    public LogReading(LogSql sql) {
        this.sql = sql;
    }

    /** A row, as it was read. */
    private record Row(String run, boolean beginning, Instant moment, ToldRun told) {}

    /**
     * The newest runs, the newest last; none where there is no log.
     *
     * @param most how many at most
     * @throws ConfigurationException when this user may not read it, or it is not to be trusted
     */
    public List<LoggedRun> newest(Session session, int most) {
        Map<String, List<Row>> runs = new LinkedHashMap<>();
        for (Row row : rows(session, (int) Math.min(2L * most, Integer.MAX_VALUE))) {
            runs.computeIfAbsent(row.run(), run -> new ArrayList<>()).add(row);
        }
        return runs.values().stream().limit(most).map(LogReading::together).toList().reversed();
    }

    private List<Row> rows(Session session, int count) {
        try {
            return new TableTrust(sql.name(), sql)
                    .query(session, sql.newest(count), LogReading::read);
        } catch (SQLException failure) {
            return switch (SqlError.condition(failure)) {
                case TABLE_MISSING, NAME_MISSING, SCHEMA_MISSING -> List.of();
                case FORBIDDEN ->
                        throw new ConfigurationException(
                                ErrorDetail.ofServer(
                                        ErrorKind.CONFIGURATION,
                                        "The log \"%s\" may not be read: %s. Grant SELECT on it to this user."
                                                .formatted(
                                                        sql.name(),
                                                        SqlError.of(failure).inSentence()),
                                        failure.getSQLState()),
                                failure);
                default -> throw DatabaseFailure.during("while the log was read", failure);
            };
        }
    }

    private static Row read(ResultSet row) throws SQLException {
        boolean beginning = Objects.equals(row.getString("event"), "began");
        Instant moment = Moment.read(row, "moment").orElse(Instant.EPOCH);
        return new Row(
                row.getString("run"),
                beginning,
                moment,
                new ToldRun(
                        row.getString("command"),
                        beginning ? Optional.of(moment) : Optional.empty(),
                        beginning ? Optional.empty() : Optional.of(moment),
                        outcome(beginning, row.getString("outcome")),
                        Optional.ofNullable(row.getString("code")),
                        migrations(row.getString("migrations")),
                        Optional.ofNullable(row.getString("detail")),
                        Optional.ofNullable(row.getString("database_user")),
                        told(row.getString("os_user")),
                        told(row.getString("host")),
                        row.getLong("process"),
                        told(row.getString("application")),
                        Optional.ofNullable(row.getString("tool_version"))));
    }

    private static Outcome outcome(boolean beginning, @Nullable String outcome) {
        if (beginning) {
            return Outcome.NO_END;
        }
        return Objects.equals(outcome, "succeeded") ? Outcome.SUCCEEDED : Outcome.FAILED;
    }

    private static String told(@Nullable String value) {
        return Objects.requireNonNullElse(value, "");
    }

    private static List<LoggedMigration> migrations(@Nullable String lines) {
        return lines == null
                ? List.of()
                : Arrays.stream(lines.split("\n"))
                        .map(line -> line.split("\t", 2))
                        .filter(parts -> parts.length == 2)
                        .map(parts -> new LoggedMigration(Long.parseLong(parts[0]), parts[1]))
                        .toList();
    }

    /** What is said at the end counts, but for when it began. */
    private static LoggedRun together(List<Row> rows) {
        ToldRun end = rows.getFirst().told();
        Optional<Instant> began = rows.stream().filter(Row::beginning).map(Row::moment).findFirst();
        return new ToldRun(
                end.command(),
                began,
                end.ended(),
                end.outcome(),
                end.code(),
                end.migrations(),
                end.detail(),
                end.databaseUser(),
                end.osUser(),
                end.host(),
                end.process(),
                end.application(),
                end.toolVersion());
    }
}
