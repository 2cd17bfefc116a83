package dev.lifeguard.migrate.cli.command;

import dev.lifeguard.migrate.cli.output.Answer;
import dev.lifeguard.migrate.cli.output.Compared;
import dev.lifeguard.migrate.cli.settings.Flag;
import dev.lifeguard.migrate.plan.MigrationStatus;
import dev.lifeguard.migrate.plan.OutOfOrder;
import dev.lifeguard.migrate.plan.Plan;
import dev.lifeguard.migrate.planning.Planner;
import dev.lifeguard.migrate.planning.Planner.History;
import dev.lifeguard.migrate.source.catalog.MigrationCatalog;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Fails on any problem. */
final class ValidateCommand implements Action {

    private final Flag offline =
            Flag.of(
                    OptionSpec.builder("--offline")
                            .description("Check the directory alone, without a database."));

    @Override
    public CommandSpec spec() {
        CommandSpec spec = CommandSpec.wrapWithoutInspection(this).name("validate");
        spec.usageMessage()
                .customSynopsis("lifeguard-migrate validate [--offline]")
                .description(
                        "Fails on any problem: changed, missing, misnamed, duplicate, out-of-order"
                                + " or unreadable migrations.",
                        "Changes nothing, takes no lock, and runs no code of migrations in Java.",
                        "Offline, scripts are read as the database's that the URL names, which is"
                                + " not connected to; without a URL as PostgreSQL's.")
                .footer(
                        "",
                        "Examples:",
                        "  lifeguard-migrate validate",
                        "  lifeguard-migrate validate --offline   (in a build, without a"
                                + " database)");
        return spec.addOption(HelpOption.spec()).add(offline.spec());
    }

    @Override
    public Answer perform(Invocation invocation) {
        if (!offline.isSet()) {
            MigrationStatus status = invocation.migrator().validate();
            return invocation.warned(
                    OtherTools.warnings(invocation, status),
                    new Answer.Valid(status, Compared.DATABASE));
        }
        MigrationCatalog catalog = invocation.catalog();
        Planner planner = new Planner(invocation.scriptRules(), OutOfOrder.REFUSE);
        Plan plan = planner.look(catalog, new History(List.of()));
        plan.requireValid();
        return invocation.warned(
                plan.status().warnings(), new Answer.Valid(plan.status(), Compared.NOTHING));
    }
}
