package dev.lifeguard.migrate.maven;

import dev.lifeguard.migrate.MigratorBuilder;
import dev.lifeguard.migrate.connect.Database;
import dev.lifeguard.migrate.connect.DatabaseUrl;
import dev.lifeguard.migrate.connect.Databases;
import dev.lifeguard.migrate.layouts.traces.FirstRunCheck;
import dev.lifeguard.migrate.plan.PlanCheck;
import dev.lifeguard.migrate.source.catalog.FormerVersions;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;

/** What the goals have that look at the user's database or change it. */
abstract class DatabaseMojo extends NamedDatabaseMojo {

    /** Which databases a goal opens. */
    enum Opening {
        /** It looks, so one that is there. */
        THERE,
        /** One that is not there is made. */
        MADE
    }

    Opening opening() {
        return Opening.THERE;
    }

    /** What the goal does with the database. */
    abstract void perform(MigratorBuilder builder, Database database)
            throws MojoExecutionException, MojoFailureException;

    @Override
    void perform() throws MojoExecutionException, MojoFailureException {
        DatabaseUrl url = database();
        if (opening() == Opening.THERE) {
            url.requireThere();
        }
        open(url);
    }

    /** Refuses to repeat what another tool applied. */
    private PlanCheck firstRun(DatabaseUrl url, DataSource dataSource) {
        return plan ->
                plan.status().applied().isEmpty()
                        ? new FirstRunCheck(
                                        (layout, history) ->
                                                builder(dataSource, url.chosen(), sources(layout))
                                                        .build()
                                                        .planImport(history),
                                        FormerVersions.tool(sources()).orElseGet(this::layoutName),
                                        words().template(
                                                        "mvn lifeguard:import -Dlifeguard.tool=%s"))
                                .check(plan)
                        : List.of();
    }

    /** Opens the database, and does what the goal does with it. */
    final void open(DatabaseUrl url) throws MojoExecutionException, MojoFailureException {
        Duration patience = lockTimeout();
        new Drivers(DatabaseMojo.class.getClassLoader()).require(databaseUrl());
        try (Database database = Databases.open(url, new BuildCaller(getLog(), patience))) {
            perform(
                    builder(database.dataSource(), url.chosen())
                            .check(firstRun(url, database.dataSource())),
                    database);
        }
    }
}
