package dev.lifeguard.migrate.cli.settings;

import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.Remedy;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** What messages advise, in the words of the command line. */
public final class CommandWords {

    private CommandWords() {}

    /** An error with a message that names commands and options. */
    public static ErrorDetail of(ErrorDetail error) {
        return error.worded(CommandWords::words);
    }

    /**
     * The same of a run.
     *
     * @param again gives a command what the run was given
     */
    public static ErrorDetail of(ErrorDetail error, UnaryOperator<String> again) {
        return error.worded(
                (remedy, subject) -> {
                    String words = words(remedy, subject);
                    return words.startsWith("lifeguard-migrate ") ? again.apply(words) : words;
                });
    }

    private static String words(Remedy remedy, String subject) {
        return switch (remedy) {
            case ACCEPT_CHECKSUM -> "lifeguard-migrate repair --accept-checksum " + subject;
            case MARK_DONE -> "lifeguard-migrate repair --mark-done " + subject;
            case MARK_UNDONE -> "lifeguard-migrate repair --mark-undone " + subject;
            case STATEMENT_DONE -> "lifeguard-migrate repair --statement-done " + subject;
            case STATEMENT_UNDONE -> "lifeguard-migrate repair --statement-undone " + subject;
            case OUT_OF_ORDER -> "lifeguard-migrate up --out-of-order";
            case ALLOW_DATA_LOSS -> "lifeguard-migrate down --allow-data-loss";
            case QUARANTINE -> "lifeguard-migrate down --quarantine";
            case STATUS -> "lifeguard-migrate status";
            case LOOK_AT_LOCK -> "lifeguard-migrate unlock";
            case UNLOCK -> "lifeguard-migrate unlock --force";
            case LOCK_TIMEOUT -> "--lock-timeout";
            case TABLE_LOCK_RETRY -> "--table-lock-retry";
            case TABLE_LOCK_TIMEOUT -> "--table-lock-timeout";
            case CANCEL_AUTOVACUUM -> "--cancel-blockers autovacuum";
            case ANOTHER_TABLE -> "--schema and --table";
            case SCHEMA -> option("--schema", subject);
            case TABLE -> option("--table", subject);
            case FROM_TABLE -> option("--from-table", subject);
            case IMPORT -> "lifeguard-migrate import " + tool(subject);
            case UNDO_IMPORT -> "lifeguard-migrate import %s --undo".formatted(tool(subject));
            case DIALECT ->
                    "dialect=%s as a parameter of the database URL"
                            .formatted(subject.toLowerCase(Locale.ROOT));
            case PLACEHOLDER -> "--placeholder %s=VALUE".formatted(named(subject));
            case DIRECTORY -> "--migrations-dir DIR";
            case NEW_DIRECTORY -> " (lifeguard-migrate generate NAME does, with a first migration)";
            case BASELINE -> "lifeguard-migrate baseline VERSION";
        };
    }

    private static String tool(String subject) {
        return subject.isEmpty() ? "TOOL" : subject;
    }

    private static String named(String placeholder) {
        return placeholder.isEmpty() ? "NAME" : placeholder;
    }

    private static String option(String name, String value) {
        return value.isEmpty() ? name : name + " " + value;
    }
}
