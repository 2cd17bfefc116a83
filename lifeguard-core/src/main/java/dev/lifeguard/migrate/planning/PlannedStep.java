package dev.lifeguard.migrate.planning;

import dev.lifeguard.migrate.plan.MigrationRecord;
import dev.lifeguard.migrate.plan.Place;
import dev.lifeguard.migrate.plan.PlanStep;
import dev.lifeguard.migrate.plan.PlannedStatement;
import dev.lifeguard.migrate.schema.BatchSpec;
import dev.lifeguard.migrate.schema.Migration;
import dev.lifeguard.migrate.script.BatchTerms;
import dev.lifeguard.migrate.script.Section;
import dev.lifeguard.migrate.script.SqlStatement;
import dev.lifeguard.migrate.script.StatementReader;
import dev.lifeguard.migrate.source.Direction;
import dev.lifeguard.migrate.source.Found.Hook.Moment;
import dev.lifeguard.migrate.source.MigrationVersion;
import dev.lifeguard.migrate.source.catalog.Script;
import dev.lifeguard.migrate.source.catalog.Script.SqlScript;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One migration that runs.
 *
 * @param direction which way
 * @param script the migration
 * @param content what runs
 * @param resumed how far it got before, or null where that says nothing of this run; a repeatable
 *     one begins again at its first statement all the same
 * @param order its place among those applied: behind all that are, and no less than its version; 0
 *     of a repeatable one, which has none
 */
public record PlannedStep(
        Direction direction,
        Script script,
        Content content,
        HistoryRow.@Nullable Progress resumed,
        long order)
        implements PlanStep {

    /** What a migration runs in one direction. */
    public sealed interface Content {

        /** How its statements are divided into transactions. */
        TransactionMode mode();
    }

    /**
     * SQL that is known before it runs.
     *
     * @param section the statements
     * @param down what will roll it back, to be recorded with it, or null when there is no way down
     */
    public record Statements(Section section, @Nullable Section down) implements Content {

        @Override
        public TransactionMode mode() {
            return section.needsNoTransaction()
                    ? TransactionMode.PER_STATEMENT
                    : TransactionMode.WHOLE;
        }
    }

    /**
     * A hook, which is no migration: nothing of it is recorded.
     *
     * @param section its statements
     * @param moment when it runs
     * @param called what messages call it
     * @param around what the migration that it runs around is called, or null around the run
     */
    public record HookStatements(
            Section section, Moment moment, String called, @Nullable String around)
            implements Content {

        /** Where statements commit by themselves each is for itself. */
        @Override
        public TransactionMode mode() {
            return section.outsideTransaction().isPresent()
                    ? TransactionMode.PER_STATEMENT
                    : TransactionMode.WHOLE;
        }
    }

    /**
     * Java, whose statements show only when it runs.
     *
     * @param migration what runs
     * @param mode how its statements are divided into transactions
     * @param recorded what it ran against a database that has nothing in it, or null when it was
     *     not tried
     * @param batches which rows it walks in batches; null where it runs in none
     * @param required the version whose batches have to be done before
     */
    public record Code(
            Migration migration,
            TransactionMode mode,
            @Nullable Recorded recorded,
            @Nullable BatchSpec<?> batches,
            OptionalLong required)
            implements Content {}

    /**
     * What a migration in Java ran without a database.
     *
     * @param statements in their order
     * @param remark why it may run others, as a clause, or null when nothing says so
     */
    public record Recorded(List<SqlStatement> statements, @Nullable String remark) {

        /** Copies the list. */
        public Recorded {
            statements = List.copyOf(statements);
        }
    }

    @Override
    public MigrationVersion version() {
        return script.version();
    }

    @Override
    public String name() {
        return script.name();
    }

    @Override
    public String fileName() {
        return script.fileName(direction);
    }

    @Override
    public TransactionMode transactionMode() {
        return resumed != null ? TransactionMode.PER_STATEMENT : content.mode();
    }

    @Override
    public Optional<BatchSpec.Mode> batches() {
        return content instanceof Code java
                ? Optional.ofNullable(java.batches()).map(BatchSpec::mode)
                : section().flatMap(Section::batch).map(work -> mode(work.terms().mode()));
    }

    private static BatchSpec.Mode mode(BatchTerms.Mode written) {
        return switch (written) {
            case BLOCKING -> BatchSpec.Mode.BLOCKING;
            case BACKGROUND -> BatchSpec.Mode.BACKGROUND;
        };
    }

    /** The statements; empty for Java. */
    public Optional<Section> section() {
        return content instanceof HookStatements hook
                ? Optional.of(hook.section())
                : sql().map(Statements::section);
    }

    /** When it runs, where it is a hook; empty for a migration. */
    public Optional<Moment> hook() {
        return content instanceof HookStatements hook
                ? Optional.of(hook.moment())
                : Optional.empty();
    }

    /** What messages call it, for the beginning of a sentence. */
    public String title() {
        if (!(content instanceof HookStatements hook)) {
            return "Migration " + label();
        }
        return hook.around() == null
                ? "Hook " + hook.called()
                : "Hook %s around migration %s".formatted(hook.called(), hook.around());
    }

    /** What the migration is called that it runs around; empty of any other but such a hook. */
    public Optional<String> around() {
        return content instanceof HookStatements hook
                ? Optional.ofNullable(hook.around())
                : Optional.empty();
    }

    /** How many statements an earlier run did. */
    public int doneEarlier() {
        return resumed == null ? 0 : resumed.statementsDone();
    }

    /** How many statements an earlier run did that are not run again. */
    public int skipped() {
        return repeatable() ? 0 : doneEarlier();
    }

    /** The version of the migration whose batches have to be done before; empty if none has to. */
    public Optional<Long> required() {
        return content instanceof Code java
                ? java.required().stream().boxed().findFirst()
                : section().flatMap(Section::required);
    }

    /** What will roll it back, to be recorded with it; empty where nothing does, and for Java. */
    public Optional<Section> down() {
        return sql().map(Statements::down);
    }

    @Override
    public OptionalInt statementCount() {
        return section().stream().mapToInt(Section::statementCount).findFirst();
    }

    @Override
    public Optional<Duration> lockTimeout() {
        return section().flatMap(Section::lockTimeout);
    }

    // No switch: one by type takes 10 ms to set up, also where nothing is pending.
    private Optional<Statements> sql() {
        return content instanceof Statements sql ? Optional.of(sql) : Optional.empty();
    }

    /** Whether its author says that it runs without a transaction. */
    public boolean saysNoTransaction() {
        return switch (content) {
            case Statements sql -> sql.section().noTransactionDirective();
            case HookStatements hook -> false;
            case Code java -> java.mode() == TransactionMode.PER_STATEMENT;
        };
    }

    @Override
    public Optional<MigrationRecord.Progress> partial() {
        return Optional.ofNullable(resumed);
    }

    @Override
    public void forEachStatement(Consumer<? super PlannedStatement> look) {
        each((sql, block) -> look.accept(new SeenStatement(sql, place(sql), block)));
    }

    /** The same with what is known of each. */
    public void forEachSql(Consumer<? super SqlStatement> look) {
        each((sql, block) -> look.accept(sql));
    }

    private void each(ObjIntConsumer<SqlStatement> look) {
        switch (content) {
            case Statements sql -> readEach(sql.section(), look);
            case HookStatements hook -> readEach(hook.section(), look);
            case Code java -> {
                if (java.recorded() != null) {
                    java.recorded().statements().forEach(sql -> look.accept(sql, 0));
                }
            }
        }
    }

    /** Where a statement of it begins. */
    public Place place(SqlStatement statement) {
        return content instanceof Code
                ? Place.of(fileName())
                : new Place(fileName(), statement.start().line(), statement.start().column());
    }

    /** Why it may run other statements than those that are shown; empty where nothing says so. */
    public Optional<String> unseen() {
        if (!(content instanceof Code java)) {
            return Optional.empty();
        }
        Recorded recorded = java.recorded();
        return Optional.ofNullable(
                recorded == null ? "it was not tried without a database" : recorded.remark());
    }

    private void readEach(Section section, ObjIntConsumer<SqlStatement> look) {
        int done = skipped();
        try (StatementReader reader = section.open()) {
            for (Optional<SqlStatement> next = reader.next();
                    next.isPresent();
                    next = reader.next()) {
                if (next.get().number() > done) {
                    look.accept(next.get(), reader.block());
                }
            }
        } catch (IOException unreadable) {
            throw SqlScript.unreadable(fileName(), unreadable);
        }
    }
}
