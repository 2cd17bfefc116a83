package dev.lifeguard.migrate.script;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.SoftReference;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The up or the down part of a script, found whole and readable by a scan. Immutable. */
public final class Section {

    private final Source source;
    private final Facts facts;

    /** What the scan saw, as long as the memory is not needed; null of a section that is long. */
    private final @Nullable SoftReference<List<SqlStatement>> seen;

    /**
     * Where a section's text is.
     *
     * @param end the byte offset after it
     */
    record Source(ScriptSource script, Place start, long end) {}

    /**
     * What a scan found.
     *
     * @param outside the first statement that cannot run in a transaction, or null if all can
     * @param reason why there is no way down, or null if that is not said
     * @param lockTimeout null if none is set
     * @param lockOut whether others may have to wait behind it
     * @param nothingToUndo whether it says that a way down without statements is meant
     * @param undeclared a placeholder that is sent as it is written, or null
     * @param directive the first one, or null
     * @param block what begins the first block of a transaction, or null
     * @param allows those for lint, in their order
     * @param asksBack whether a statement asks for what the one before it left in the session
     * @param batch its statement where that runs in batches, or null
     * @param required the version whose batches have to be done before, or null
     */
    record Facts(
            int statementCount,
            boolean noTransaction,
            @Nullable SqlStatement outside,
            @Nullable String reason,
            @Nullable Duration lockTimeout,
            LockOut lockOut,
            boolean nothingToUndo,
            @Nullable Undeclared undeclared,
            boolean asksBack,
            @Nullable Mark directive,
            @Nullable Mark block,
            List<Allow> allows,
            @Nullable BatchStatement batch,
            @Nullable Long required) {}

    /**
     * A directive that tells lint to be silent. Above the first statement it is about the whole
     * section, otherwise about the statement below it.
     *
     * @param rule as it is written
     * @param reason empty where none is given
     */
    public record Allow(String rule, String reason, Position position) {}

    /**
     * Something that stands in a section and is none of its statements.
     *
     * @param text as it is written, or its name
     */
    public record Mark(String text, Position position) {}

    /** With the statements that its reader would give, or null where it is long. */
    Section(Source source, Facts facts, @Nullable List<SqlStatement> statements) {
        this.source = source;
        this.facts = facts;
        this.seen = statements == null ? null : new SoftReference<>(List.copyOf(statements));
    }

    /** How many statements its reader gives. */
    public int statementCount() {
        return facts.statementCount();
    }

    /**
     * Whether it runs without a transaction, by its directive, because a statement has to, or
     * because each of its batches has one.
     */
    public boolean needsNoTransaction() {
        return noTransactionDirective() || outsideTransaction().isPresent() || batch().isPresent();
    }

    /** Whether it has the directive {@code -- lifeguard:no-transaction}. */
    public boolean noTransactionDirective() {
        return facts.noTransaction();
    }

    /** Its statement, where that runs in batches. */
    public Optional<BatchStatement> batch() {
        return Optional.ofNullable(facts.batch());
    }

    /** The version of the migration whose batches have to be done before; empty if none has to. */
    public Optional<Long> required() {
        return Optional.ofNullable(facts.required());
    }

    /** The first directive; empty if there is none. */
    public Optional<Mark> directive() {
        return Optional.ofNullable(facts.directive());
    }

    /** What lint is told to be silent about, in the order of the script. */
    public List<Allow> allows() {
        return facts.allows();
    }

    /** What begins its first transaction, such as BEGIN; empty if nothing does. */
    public Optional<Mark> block() {
        return Optional.ofNullable(facts.block());
    }

    /** The first statement that the server refuses in a transaction; empty if there is none. */
    public Optional<SqlStatement> outsideTransaction() {
        return Optional.ofNullable(facts.outside());
    }

    /**
     * Why the migration has no way down, from {@code -- lifeguard:irreversible}, which is in the
     * down section or else in the up section; empty if this section does not say it.
     */
    public Optional<String> irreversibleReason() {
        return Optional.ofNullable(facts.reason());
    }

    /** How long its statements wait for a lock; empty if it does not say. */
    public Optional<Duration> lockTimeout() {
        return Optional.ofNullable(facts.lockTimeout());
    }

    /** Whether others may have to wait behind it while it waits for a lock, on PostgreSQL. */
    public LockOut lockOut() {
        return facts.lockOut();
    }

    /** From where on others may have to wait behind a section that waits for a lock. */
    public enum LockOut {
        /** From its first statement on that is no setting; so, too, where nothing is known. */
        AT_ONCE,
        /** From a later one on, or from behind the first one. */
        LATER,
        /** Never: it holds nothing but changes of rows, queries and settings. */
        NEVER,
        /** Never; and some of it takes long, such as VALIDATE CONSTRAINT. */
        NEVER_BUT_LONG
    }

    /** Whether it is a way down that says with a reason that there is nothing to undo. */
    public boolean saysNothingToUndo() {
        return facts.nothingToUndo();
    }

    /**
     * What is said of a placeholder outside of quotes where none are declared; empty if there is
     * none.
     */
    public Optional<String> placeholderWarning() {
        return Optional.ofNullable(facts.undeclared())
                .map(it -> it.warning(source.script().content().fileName()));
    }

    /**
     * Reads its statements from the first one on; the caller closes the reader.
     *
     * @throws IOException if the script cannot be read
     */
    public StatementReader open() throws IOException {
        ScriptScanner scanner = ScriptScanner.open(source.script(), source.start());
        if (needsNoTransaction()) {
            scanner.endTransactionEachTime();
        }
        return new StatementReader(
                scanner,
                facts.asksBack()
                        ? StatementReader.Together.IN_RUNS
                        : StatementReader.Together.IN_BLOCKS);
    }

    /**
     * Its statements all at once, where they are few and short, and none of them is a COPY with
     * data; empty for any other.
     *
     * @throws IOException if the script cannot be read
     */
    public Optional<List<SqlStatement>> shortStatements() throws IOException {
        if (seen == null) {
            return Optional.empty();
        }
        List<SqlStatement> statements = seen.get();
        return Optional.of(statements == null ? readAll() : statements);
    }

    private List<SqlStatement> readAll() throws IOException {
        List<SqlStatement> statements = new ArrayList<>();
        try (StatementReader reader = open()) {
            for (Optional<SqlStatement> next = reader.next();
                    next.isPresent();
                    next = reader.next()) {
                statements.add(next.get());
            }
        }
        return statements;
    }

    /**
     * The section as it is in the file, without the line of its marker.
     *
     * @throws IOException if the script cannot be read
     */
    public String text() throws IOException {
        long length = source.end() - source.start().byteOffset();
        try (InputStream stream = source.script().content().open()) {
            stream.skipNBytes(source.start().byteOffset());
            return new String(stream.readNBytes(Math.toIntExact(length)), StandardCharsets.UTF_8);
        }
    }
}
