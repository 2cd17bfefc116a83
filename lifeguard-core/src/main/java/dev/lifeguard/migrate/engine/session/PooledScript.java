package dev.lifeguard.migrate.engine.session;

import dev.lifeguard.migrate.engine.outcome.FailureMessage;
import dev.lifeguard.migrate.engine.run.RunContext;
import dev.lifeguard.migrate.error.ConfigurationException;
import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.planning.PlannedStep;
import dev.lifeguard.migrate.script.Position;
import dev.lifeguard.migrate.script.Section;
import dev.lifeguard.migrate.script.SqlStatement;
import dev.lifeguard.migrate.script.StatementFacts.Trait;
import dev.lifeguard.migrate.script.StatementReader;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A script that runs statement by statement behind a pooler, which may give each statement another
 * session: what needs a session of its own is refused before anything of it runs.
 */
public final class PooledScript {

    private final RunContext context;
    private final PlannedStep step;

    public PooledScript(RunContext context, PlannedStep step) {
        this.context = context;
        this.step = step;
    }

    public void requireRunnable() throws IOException {
        if (context.table().schema() != null) {
            throw refused(
                    "names cannot be looked up in the schema \"%s\" first"
                            .formatted(context.table().schema()),
                    "write the schema into the script and leave the option out",
                    null);
        }
        Optional<Section> section = step.section();
        if (section.isEmpty()) {
            return;
        }
        try (StatementReader statements = section.get().open()) {
            for (Optional<SqlStatement> next = statements.next();
                    next.isPresent();
                    next = statements.next()) {
                requireLasting(next.get());
            }
        }
    }

    private void requireLasting(SqlStatement statement) {
        if (statement.facts().has(Trait.NEEDS_ITS_SESSION)) {
            Position place = statement.start();
            throw refused(
                    "the %s at %s:%s:%s does not last"
                            .formatted(
                                    statement.summary(),
                                    step.fileName(),
                                    place.line(),
                                    place.column()),
                    "leave it out",
                    place);
        }
    }

    private ConfigurationException refused(String why, String otherwise, @Nullable Position place) {
        String message =
                ("%s runs statement by statement, and a connection pooler may give each of them"
                                + " another session, so %s. Connect to the database directly, or"
                                + " %s.")
                        .formatted(
                                new FailureMessage(step, Optional::empty).label(), why, otherwise);
        return new ConfigurationException(
                new ErrorDetail(
                        ErrorKind.CONFIGURATION,
                        message,
                        step.version().number(),
                        step.fileName(),
                        place == null ? null : place.line(),
                        place == null ? null : place.column(),
                        null,
                        step.version().label()),
                null);
    }
}
