package dev.lifeguard.migrate.tests.statetable;

import static dev.lifeguard.migrate.tests.project.Project.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.migrate.Migrator;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.tests.project.Project;
import org.postgresql.ds.PGSimpleDataSource;

/** The refusal of a run whose history is, or may be, in another place. */
final class Elsewhere {

    private Elsewhere() {}

    /** It names where the history is, and how to go on with it or to begin another one. */
    static void requireElsewhere(
            LifeguardException failure, String where, String options, String here) {
        assertThat(failure)
                .hasMessage(
                        refusal(
                                hereIn(here),
                                ("\"%s\" holds the history of these migrations: 20240101000000"
                                                + " one is applied there")
                                        .formatted(where),
                                options,
                                here));
    }

    /** The same for what may be a history. */
    static void requireRefused(Migrator migrator, String here, String found) {
        String message =
                refusal(here, found, "schema(\"public\")", "schema(\"%s\")".formatted(here));
        assertThat(failureOf(migrator::status)).hasMessage(message);
        assertThat(failureOf(migrator::up)).hasMessage(message);
    }

    /** The schema of schema("app") and the like. */
    private static String hereIn(String options) {
        return options.replaceAll("schema\\(\"(.*)\"\\)", "$1");
    }

    /** The whole text. */
    static String refusal(String here, String found, String options, String begin) {
        return ("LG-101 There is no history in \"%s.lifeguard_migrations\", where this connection"
                    + " has its place, but %s. Nothing was run. Go on with that history by %s, or"
                    + " begin another one here by %s.")
                .formatted(here, found, options, begin);
    }

    /** A migrator of a project that looks in the schema app first, and then in public. */
    static Migrator inAppAndPublic(Project project) {
        project.database().execute("CREATE SCHEMA IF NOT EXISTS app");
        PGSimpleDataSource both = project.database().dataSource();
        both.setCurrentSchema("app,public");
        return project.migrator(both).build();
    }
}
