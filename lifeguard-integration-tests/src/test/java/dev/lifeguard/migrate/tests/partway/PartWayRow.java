package dev.lifeguard.migrate.tests.partway;

import dev.lifeguard.migrate.tests.server.TestDatabase;

/** What the history says of the one migration of a test. */
final class PartWayRow {

    /** It is applied whole. */
    static final String WHOLE = "whole";

    private PartWayRow() {}

    /** {@code whole}, or the direction, how many statements are done, and which was started. */
    static String of(TestDatabase database) {
        return database.value(
                """
                SELECT CASE WHEN success
                       AND (direction, statements_done, statement_started, done_checksum)
                           IS NOT DISTINCT FROM (NULL, NULL, NULL, NULL)
                       THEN 'whole'
                       ELSE format('%s, %s done', direction, statements_done)
                           || coalesce(', ' || statement_started || ' started', '') END
                FROM lifeguard_migrations WHERE version <> -1
                """);
    }

    /** As a runner leaves it that dies in the middle of a statement. */
    static void markStarted(TestDatabase database, int statement) {
        database.execute(
                "UPDATE lifeguard_migrations SET statement_started = %s WHERE version <> -1"
                        .formatted(statement));
    }
}
