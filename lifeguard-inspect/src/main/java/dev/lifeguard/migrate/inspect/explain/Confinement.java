package dev.lifeguard.migrate.inspect.explain;

import dev.lifeguard.migrate.connect.words.Refused;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.inspect.scratch.ScratchDatabase;
import dev.lifeguard.migrate.plan.Plan;
import dev.lifeguard.migrate.plan.PlanStep;
import dev.lifeguard.migrate.planning.PlannedHook;
import dev.lifeguard.migrate.planning.PlannedRun;
import dev.lifeguard.migrate.planning.PlannedStep;
import dev.lifeguard.migrate.script.Position;
import dev.lifeguard.migrate.script.Section;
import dev.lifeguard.migrate.script.SqlStatement;
import dev.lifeguard.migrate.script.StatementFacts.Trait;
import dev.lifeguard.migrate.script.StatementReader;
import dev.lifeguard.migrate.source.Direction;
import dev.lifeguard.migrate.source.catalog.Script.SqlScript;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Refuses scripts that would work outside of a scratch database, before anything of them runs.
 *
 * <p>What Java does, and a statement that a script puts together of parts, is not seen.
 */
final class Confinement {

    private final ScratchDatabase database;
    private final OtherDatabases others;

    /** One for a database. */
    Confinement(ScratchDatabase database) {
        this.database = database;
        this.others = OtherDatabases.beside(database);
    }

    /** Refuses them among what a plan runs, hooks among it. */
    void require(Plan plan) {
        PlannedRun run = PlannedRun.of(plan);
        run.around().stream().map(PlannedHook::ofRun).forEach(this::require);
        run.planned().forEach(this::require);
    }

    /**
     * Refuses them among what would roll back some of a plan's migrations; no hook runs on a way
     * down.
     */
    void requireWaysDown(Plan plan, Predicate<PlanStep> rolledBack) {
        for (PlannedStep step : PlannedRun.of(plan).planned()) {
            step.down()
                    .filter(section -> rolledBack.test(step))
                    .ifPresent(
                            section ->
                                    require(
                                            step.script().fileName(Direction.DOWN),
                                            look -> readEach(step, section, look)));
        }
    }

    private void require(PlannedStep step) {
        require(step.fileName(), step::forEachSql);
    }

    private static void readEach(PlannedStep step, Section section, Consumer<SqlStatement> look) {
        try (StatementReader reader = section.open()) {
            for (Optional<SqlStatement> next = reader.next();
                    next.isPresent();
                    next = reader.next()) {
                look.accept(next.get());
            }
        } catch (IOException unreadable) {
            throw SqlScript.unreadable(step.script().fileName(Direction.DOWN), unreadable);
        }
    }

    /** The statements of a script. */
    @FunctionalInterface
    private interface Statements {

        void each(Consumer<SqlStatement> look);
    }

    private void require(String file, Statements statements) {
        statements.each(
                statement -> {
                    if (statement.facts().has(Trait.LEAVES_DATABASE)) {
                        throw refused(file, statement, "");
                    }
                    others.namedBy(statement)
                            .ifPresent(
                                    name -> {
                                        throw refused(
                                                file, statement, " names the database " + name);
                                    });
                });
    }

    private LifeguardException refused(String file, SqlStatement statement, String named) {
        Position start = statement.start();
        String where =
                file
                        + ":"
                        + start.line()
                        + ":"
                        + start.column()
                        + ": "
                        + statement.summary()
                        + named;
        return switch (database.product()) {
            case SQLITE ->
                    Refused.because(
                            "%s works on another file than the database's, and would do so from the scratch database too. It was not run. Take it out of the file; for an applied migration repair --accept-checksum takes the edit."
                                    .formatted(where));
            case MARIADB, H2, POSTGRESQL, COCKROACHDB, YUGABYTEDB ->
                    Refused.because(
                            "%s%s which is not the scratch database, so it would happen to what is there for good. It was not run. Name no database in the file, since the URL says which one it is; for an applied migration repair --accept-checksum takes the edit."
                                    .formatted(
                                            where, named.isEmpty() ? " is about a database" : ","));
        };
    }
}
