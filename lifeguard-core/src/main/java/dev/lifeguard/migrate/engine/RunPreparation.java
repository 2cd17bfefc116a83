package dev.lifeguard.migrate.engine;

import dev.lifeguard.migrate.dialect.BoundSql;
import dev.lifeguard.migrate.engine.run.RunContext;
import dev.lifeguard.migrate.engine.session.SessionState;
import dev.lifeguard.migrate.error.ConfigurationException;
import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.jdbc.DatabaseFailure;
import dev.lifeguard.migrate.plan.Plan.Grouping;
import dev.lifeguard.migrate.report.told.ToldEvent;
import java.sql.SQLException;
import java.util.List;

/**
 * What comes before the first migration of a run: what cannot be done is refused, the session is
 * looked at and listened to, and what its server does not keep is told. Nothing is changed yet.
 */
final class RunPreparation {

    private final RunContext context;

    RunPreparation(RunContext context) {
        this.context = context;
    }

    /**
     * Prepares the session of the migrations, and gives what it is like before them.
     *
     * @throws LifeguardException when the run is refused, or the database fails
     */
    SessionState prepare() {
        requireGroups();
        SessionState session = sessionState();
        context.session()
                .authored()
                .hear(
                        (severity, warning, message) ->
                                context.listener()
                                        .on(
                                                new ToldEvent.ServerMessage(
                                                        severity, warning, message)));
        warnOfLostCommits();
        return session;
    }

    private void requireGroups() {
        if (context.grouping() == Grouping.ALL && !context.writesHistoryInOneFlush()) {
            throw new ConfigurationException(
                    ErrorDetail.of(
                            ErrorKind.CONFIGURATION,
                            "Migrations share a transaction on PostgreSQL only, and this is %s."
                                            .formatted(context.dialect().productName())
                                    + " Let each have its own."),
                    null);
        }
    }

    private SessionState sessionState() {
        try {
            // A limit would be taken for a setting of the session's own.
            context.session().limits().waitForLocks();
            SessionState state = SessionState.of(context.connected());
            // From here on the second connection tells whether the database answers.
            context.session().limits().lift();
            if (state.reach() == SessionState.Reach.DIRECT) {
                context.guard().heedSilence();
            }
            return state;
        } catch (SQLException failure) {
            throw DatabaseFailure.during(
                    "before the first migration; nothing was changed", failure);
        }
    }

    private void warnOfLostCommits() {
        List<String> settings =
                context.dialect().commitsBeforeTheDisk().map(this::settings).orElse(List.of());
        for (String setting : settings) {
            context.listener().on(new ToldEvent.Warning(setting));
        }
    }

    private List<String> settings(BoundSql query) {
        try {
            return context.session()
                    .query(query, row -> lostCommits(row.getString(1), row.getString(2)));
        } catch (SQLException failure) {
            throw DatabaseFailure.during(
                    "before the first migration; nothing was changed", failure);
        }
    }

    private static String lostCommits(String name, String value) {
        return ("The server does not wait for the disk at a COMMIT (%1$s is %2$s): what was applied"
                        + " in the last second before a crash of it may be lost. Set %1$s to %3$s.")
                .formatted(name, value, name.endsWith("method") ? "fsync" : "1");
    }
}
