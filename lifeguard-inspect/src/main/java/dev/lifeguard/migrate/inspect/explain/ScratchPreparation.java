package dev.lifeguard.migrate.inspect.explain;

import dev.lifeguard.migrate.inspect.scratch.ScratchDatabase;
import dev.lifeguard.migrate.inspect.scratch.ScratchServer;
import dev.lifeguard.migrate.plan.Plan;
import dev.lifeguard.migrate.plan.PlanStep;
import java.util.Collection;
import java.util.function.Predicate;

/**
 * What there is to do before a plan runs on a scratch database: its scripts must stay in there, and
 * the server must have the roles that they name.
 */
public final class ScratchPreparation {

    private final ScratchServer server;
    private final ScratchDatabase database;
    private final Confinement confinement;

    /** One for a database. */
    public ScratchPreparation(ScratchServer server, ScratchDatabase database) {
        this.server = server;
        this.database = database;
        this.confinement = new Confinement(database);
    }

    /**
     * Does it for a plan that only goes up.
     *
     * @param roles those that there are on the target, as far as it is known
     * @throws dev.lifeguard.migrate.error.LifeguardException when a script names another database
     */
    public void make(Plan plan, Collection<String> roles) {
        confinement.require(plan);
        server.prepareRoles(roles, MadeRoles.in(plan, database.product()));
    }

    /** The same for one of which some migrations are rolled back, too. */
    public void make(Plan plan, Collection<String> roles, Predicate<PlanStep> rolledBack) {
        confinement.requireWaysDown(plan, rolledBack);
        make(plan, roles);
    }
}
