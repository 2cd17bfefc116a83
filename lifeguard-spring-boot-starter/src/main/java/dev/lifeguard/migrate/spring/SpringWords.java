package dev.lifeguard.migrate.spring;

import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.error.Remedy;
import dev.lifeguard.migrate.error.ValidationException;
import java.util.List;
import java.util.Locale;

/**
 * What messages advise, in the words of properties where there is one, else of the command line.
 */
final class SpringWords {

    private SpringWords() {}

    /** All that is wrong, each with its code. */
    static List<String> of(LifeguardException failure) {
        List<ErrorDetail> details =
                failure instanceof ValidationException several
                        ? several.problems()
                        : List.of(failure.detail());
        return details.stream().map(detail -> detail.worded(SpringWords::words).coded()).toList();
    }

    private static String words(Remedy remedy, String subject) {
        return switch (remedy) {
            case ACCEPT_CHECKSUM -> "lifeguard-migrate repair --accept-checksum " + subject;
            case MARK_DONE -> "lifeguard-migrate repair --mark-done " + subject;
            case MARK_UNDONE -> "lifeguard-migrate repair --mark-undone " + subject;
            case STATEMENT_DONE -> "lifeguard-migrate repair --statement-done " + subject;
            case STATEMENT_UNDONE -> "lifeguard-migrate repair --statement-undone " + subject;
            case OUT_OF_ORDER -> "lifeguard.migrate.out-of-order=true";
            case ALLOW_DATA_LOSS -> "dataLoss(DataLoss.ALLOW)";
            case QUARANTINE -> "dataLoss(DataLoss.QUARANTINE)";
            case STATUS -> "lifeguard-migrate status";
            case LOOK_AT_LOCK -> "lifeguard-migrate unlock";
            case UNLOCK -> "lifeguard-migrate unlock --force";
            case LOCK_TIMEOUT -> "lifeguard.migrate.lock-timeout";
            case TABLE_LOCK_RETRY -> "lifeguard.migrate.table-lock-retry";
            case TABLE_LOCK_TIMEOUT -> "lifeguard.migrate.table-lock-timeout";
            case CANCEL_AUTOVACUUM -> "lifeguard.migrate.cancel-blockers=autovacuum";
            case ANOTHER_TABLE -> "lifeguard.migrate.schema and lifeguard.migrate.table";
            case SCHEMA -> property("schema", subject);
            case TABLE -> property("table", subject);
            case BASELINE -> "lifeguard-migrate baseline VERSION";
            case FROM_TABLE -> "--from-table " + subject;
            case IMPORT -> "lifeguard-migrate import " + tool(subject);
            case UNDO_IMPORT -> "lifeguard-migrate import %s --undo".formatted(tool(subject));
            case DIALECT -> property("database", subject.toLowerCase(Locale.ROOT));
            case PLACEHOLDER -> property("placeholders." + named(subject), "VALUE");
            case DIRECTORY -> property("locations", "");
            case NEW_DIRECTORY -> "";
        };
    }

    private static String tool(String subject) {
        return subject.isEmpty() ? "TOOL" : subject;
    }

    private static String named(String placeholder) {
        return placeholder.isEmpty() ? "NAME" : placeholder;
    }

    private static String property(String name, String value) {
        String property = MigrateProperties.PREFIX + "." + name;
        return value.isEmpty() ? property : property + "=" + value;
    }
}
