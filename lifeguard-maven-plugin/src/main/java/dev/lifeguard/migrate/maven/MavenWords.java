package dev.lifeguard.migrate.maven;

import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.Remedy;
import java.util.Locale;

/**
 * What messages advise, in the words of a build.
 *
 * @param given what an advised goal gets again
 */
record MavenWords(GivenProperties given) {

    private static final String GOAL = "mvn ";

    /** An error with a message that names goals and parameters. */
    ErrorDetail of(ErrorDetail error) {
        return error.worded(
                (remedy, subject) -> {
                    String words = words(remedy, subject);
                    return words.startsWith(GOAL) ? given.behind(words) : words;
                });
    }

    /** A goal for {@code formatted}, with what it gets again. */
    String template(String goal) {
        return goal + given.behind("").replace("%", "%%");
    }

    private static String words(Remedy remedy, String subject) {
        return switch (remedy) {
            case ACCEPT_CHECKSUM -> "mvn lifeguard:repair -Dlifeguard.acceptChecksum=" + subject;
            case MARK_DONE -> "mvn lifeguard:repair -Dlifeguard.markDone=" + subject;
            case MARK_UNDONE -> "mvn lifeguard:repair -Dlifeguard.markUndone=" + subject;
            case STATEMENT_DONE -> "mvn lifeguard:repair -Dlifeguard.statementDone=" + subject;
            case STATEMENT_UNDONE -> "mvn lifeguard:repair -Dlifeguard.statementUndone=" + subject;
            case OUT_OF_ORDER -> "mvn lifeguard:up -Dlifeguard.outOfOrder";
            case ALLOW_DATA_LOSS -> "mvn lifeguard:down -Dlifeguard.allowDataLoss";
            case QUARANTINE -> "mvn lifeguard:down -Dlifeguard.quarantine";
            case STATUS -> "mvn lifeguard:status";
            case LOOK_AT_LOCK -> "mvn lifeguard:unlock";
            case UNLOCK -> "mvn lifeguard:unlock -Dlifeguard.force";
            case LOCK_TIMEOUT -> "lockTimeout";
            case TABLE_LOCK_RETRY -> "tableLockRetry";
            case TABLE_LOCK_TIMEOUT -> "tableLockTimeout";
            case CANCEL_AUTOVACUUM -> "cancelBlockers autovacuum";
            case ANOTHER_TABLE -> "schema and table";
            case SCHEMA -> parameter("schema", subject);
            case TABLE -> parameter("table", subject);
            case FROM_TABLE -> parameter("fromTable", subject);
            case IMPORT -> "mvn lifeguard:import -Dlifeguard.tool=" + tool(subject);
            case UNDO_IMPORT ->
                    "mvn lifeguard:import -Dlifeguard.tool=%s -Dlifeguard.undo"
                            .formatted(tool(subject));
            case DIALECT ->
                    "dialect=%s as a parameter of the database URL"
                            .formatted(subject.toLowerCase(Locale.ROOT));
            case PLACEHOLDER -> "-Dlifeguard.placeholder.%s=VALUE".formatted(named(subject));
            case DIRECTORY -> "-Dlifeguard.migrationsDir=DIR";
            case NEW_DIRECTORY ->
                    " (mvn lifeguard:generate -Dlifeguard.name=NAME does, with a first migration)";
            case BASELINE -> "mvn lifeguard:baseline -Dlifeguard.version=VERSION";
        };
    }

    private static String tool(String subject) {
        return subject.isEmpty() ? "TOOL" : subject;
    }

    private static String named(String placeholder) {
        return placeholder.isEmpty() ? "NAME" : placeholder;
    }

    private static String parameter(String name, String value) {
        return value.isEmpty() ? name : "<%s>%s</%s>".formatted(name, value, name);
    }
}
