package dev.lifeguard.migrate.error;

import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A step that messages advise, which each front end puts into the words of its own people.
 *
 * <p>A message holds its name between two characters that no text of anybody's holds (they are
 * Unicode's for private use) until it is read: by {@link ErrorDetail#message} in the words for
 * those who use this library in process, or by {@link ErrorDetail#worded}.
 */
public enum Remedy {
    /** The file was edited on purpose: its checksum is to become the recorded one. */
    ACCEPT_CHECKSUM("migrator.repair(new Repair.AcceptChecksum(%sL))"),
    /** A part-way migration is to count as applied. */
    MARK_DONE("migrator.repair(new Repair.MarkDone(%sL))"),
    /** A part-way migration is to count as pending. */
    MARK_UNDONE("migrator.repair(new Repair.MarkUndone(%sL))"),
    /** The statement in doubt took effect. */
    STATEMENT_DONE("migrator.repair(new Repair.StatementDone(%sL))"),
    /** The statement in doubt did not take effect. */
    STATEMENT_UNDONE("migrator.repair(new Repair.StatementUndone(%sL))"),
    /** What is older than the newest applied migration is to be applied all the same. */
    OUT_OF_ORDER("outOfOrder(OutOfOrder.ALLOW)"),
    /** Rows that a way down takes away may go. */
    ALLOW_DATA_LOSS("dataLoss(DataLoss.ALLOW)"),
    /** They are to be put aside first. */
    QUARANTINE("dataLoss(DataLoss.QUARANTINE)"),
    /** To look at how things stand. */
    STATUS("migrator.status()"),
    /** To look at who holds the lock. */
    LOOK_AT_LOCK("migrator.lockHolder()"),
    /** To remove the lock's row. */
    UNLOCK("migrator.unlock()"),
    /** To wait longer for the lock. */
    LOCK_TIMEOUT("lockTimeout(…)"),
    /** To try longer to get the lock of a table. */
    TABLE_LOCK_RETRY("tableLockRetry(…)"),
    /** To wait longer for the lock of a table in one try. */
    TABLE_LOCK_TIMEOUT("tableLockTimeout(…)"),
    /** To have autovacuum terminated where it is in the way. */
    CANCEL_AUTOVACUUM("cancelBlockers(\"autovacuum\")"),
    /** To name another state table. */
    ANOTHER_TABLE("schema(…) and table(…)"),
    /** To name the schema of the state table. */
    SCHEMA("schema(\"%s\")"),
    /** To name the state table. */
    TABLE("table(\"%s\")"),
    /** To record what a database had before its first migration. */
    BASELINE("migrator.baseline(…)"),
    /** To name the table of another tool's history. */
    FROM_TABLE("history(\"%s\")"),
    /** To take over another tool's history. */
    IMPORT("migrator.importHistory(…)"),
    /** To take back what was taken over from another tool. */
    UNDO_IMPORT("migrator.undoImport(…)"),
    /** To name the dialect of the database, whose own name in small letters is given. */
    DIALECT("database(DatabaseProduct.%s)"),
    /** To declare a placeholder of that name. */
    PLACEHOLDER("placeholder(\"%s\", …)"),
    /** To name the directory of the migrations. */
    DIRECTORY("source(MigrationSource.directory(…))"),
    /** Behind "Create the directory": what else does; nothing in process. */
    NEW_DIRECTORY("");

    /** What the label of a repeatable migration begins with. */
    public static final String REPEATABLE = "r_";

    private static final char BEGIN = '\uE000';
    private static final char END = '\uE001';

    /** Between a number and a label. */
    private static final char OR = '\uE002';

    private static final Pattern PLACE =
            Pattern.compile(BEGIN + "([A-Z_]+) ([^" + END + "]*)" + END);

    private final String inProcess;

    Remedy(String inProcess) {
        this.inProcess = inProcess;
    }

    /** How a front end says it. */
    @FunctionalInterface
    public interface Wording {

        /**
         * The words for the middle of a sentence.
         *
         * @param subject what it concerns: a migration's 14 digits, or the name of a schema, a
         *     table, a placeholder or another tool; empty where it concerns none, or one that is
         *     not known
         */
        String words(Remedy remedy, String subject);
    }

    /** Its place in a message. */
    public String place() {
        return of("");
    }

    /**
     * The same for one migration, by the number of its version in process, and else by its label
     * where it has one.
     */
    public String of(long version, @Nullable String label) {
        return of(
                label == null
                        ? String.format(Locale.ROOT, "%014d", version)
                        : "" + version + OR + label);
    }

    /** The same for a schema, a table, a placeholder or another tool of that name. */
    public String of(String subject) {
        return BEGIN + name() + ' ' + subject + END;
    }

    /** A message with words in those places. */
    static String worded(String message, Wording wording) {
        if (message.indexOf(BEGIN) < 0) {
            return message;
        }
        return PLACE.matcher(message)
                .replaceAll(place -> Matcher.quoteReplacement(words(place, wording)));
    }

    private static String words(MatchResult place, Wording wording) {
        String subject = place.group(2);
        int label = subject.indexOf(OR);
        return wording.words(
                Remedy.valueOf(place.group(1)),
                label < 0 ? subject : quoted(subject.substring(label + 1)));
    }

    /** A label as it is typed into a shell, which digits are anyway. */
    private static String quoted(String subject) {
        return subject.matches("[^\\s\"'\\\\$`&|;<>(){}*?!#~]*")
                ? subject
                : "'" + subject.replace("'", "'\\''") + "'";
    }

    /** A message in the words for those who use this library in process. */
    static String inProcess(String message) {
        return message.indexOf(BEGIN) < 0
                ? message
                : PLACE.matcher(message)
                        .replaceAll(place -> Matcher.quoteReplacement(inProcess(place)));
    }

    private static String inProcess(MatchResult place) {
        String subject = place.group(2);
        int label = subject.indexOf(OR);
        return inProcess(
                Remedy.valueOf(place.group(1)), label < 0 ? subject : subject.substring(0, label));
    }

    /** For those who use this library in process; a repeatable migration's subject is its label. */
    static String inProcess(Remedy remedy, String subject) {
        if (subject.startsWith(REPEATABLE) && remedy.inProcess.contains("%sL")) {
            return remedy.inProcess.replace(
                    "%sL",
                    "MigrationVersion.ofRepeatable(\"%s\").number()"
                            .formatted(subject.substring(REPEATABLE.length())));
        }
        return subject.isEmpty()
                ? remedy.inProcess.replace("\"%s\"", "…")
                : remedy.inProcess.replace("%s", subject);
    }
}
