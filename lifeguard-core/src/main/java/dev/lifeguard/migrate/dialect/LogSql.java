package dev.lifeguard.migrate.dialect;

import dev.lifeguard.migrate.dialect.StateSql.TableName;
import org.jspecify.annotations.Nullable;

/**
 * The statements on the log beside a state table: who did what, in rows that are added and never
 * changed.
 */
public interface LogSql extends TrustSql {

    /** Where the log is. */
    TableName name();

    /** Creates the table, if it is not there. */
    BoundSql createLog();

    /** Adds a row; where the database lets it, without a wait for the disk of its own. */
    BoundSql append(Entry entry);

    /** The newest rows, the newest first: each column by its name. */
    BoundSql newest(int rows);

    /**
     * One row.
     *
     * @param run random, the same in both rows of a run
     * @param command what ran, in the words of the command line
     * @param event {@code began} or {@code ended}
     * @param outcome {@code succeeded} or {@code failed}; null of a beginning
     * @param code of what it failed with; null where it did not
     * @param migrations one a line: its number, a tab, and what messages call it; in a beginning
     *     those that are planned, in an end those that are done
     * @param detail what else there is to say, or null
     * @param osUser the user of the operating system
     * @param host the machine's name
     * @param process the process number on it
     * @param application what runs in that process
     * @param toolVersion of this library; null where it is not known
     */
    record Entry(
            String run,
            String command,
            String event,
            @Nullable String outcome,
            @Nullable String code,
            String migrations,
            @Nullable String detail,
            String osUser,
            String host,
            long process,
            String application,
            @Nullable String toolVersion) {

        /** The columns in the order of {@link #values}. */
        public static final String COLUMNS =
                "run, command, event, outcome, code, migrations, detail, os_user, host, process,"
                        + " application, tool_version";

        /** The values of the columns. */
        public @Nullable Object[] values() {
            return new @Nullable Object[] {
                run,
                command,
                event,
                outcome,
                code,
                migrations,
                detail,
                osUser,
                host,
                process,
                application,
                toolVersion
            };
        }
    }
}
