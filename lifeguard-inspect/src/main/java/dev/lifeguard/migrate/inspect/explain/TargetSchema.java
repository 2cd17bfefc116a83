package dev.lifeguard.migrate.inspect.explain;

import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.error.MigrationInterruptedException;
import dev.lifeguard.migrate.inspect.scratch.ScratchDatabase;
import dev.lifeguard.migrate.inspect.snapshot.OwnTables;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.sql.DataSource;

/**
 * The database that migrations are meant for, whose schema a scratch database gets before them.
 *
 * @param target empty where none is named
 * @param own the tables of this tool there
 * @param warnings gets why its schema is not what they are run on, where it is not
 */
public record TargetSchema(Optional<DataSource> target, OwnTables own, Consumer<String> warnings) {

    /** That of nobody: migrations run on what earlier ones make. */
    public static TargetSchema none() {
        return new TargetSchema(Optional.empty(), new OwnTables(Set.of()), text -> {});
    }

    /** Reads it; empty, with a warning, where it cannot be read. */
    Optional<TargetCopy> read() {
        if (target.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(TargetCopy.of(target.get(), own));
        } catch (SQLException unreadable) {
            passedOver("it cannot be read: " + unreadable.getMessage());
            return Optional.empty();
        }
    }

    /** Makes a copy; false, with a warning, where the server does not take it. */
    boolean make(TargetCopy copy, ScratchDatabase scratch) {
        try {
            copy.makeIn(scratch);
            return true;
        } catch (SQLException refused) {
            passedOver("the scratch server does not take it: " + refused.getMessage());
            return false;
        }
    }

    /**
     * Does on a copy what comes before the migrations that are looked at; empty, with a warning,
     * where that cannot be done. A text that cannot be read runs on no schema, and fails.
     */
    <T> Optional<T> tried(Supplier<Optional<T>> before) {
        try {
            Optional<T> done = before.get();
            if (done.isEmpty()) {
                passedOver("what is looked at is not pending there");
            }
            return done;
        } catch (MigrationInterruptedException stopped) {
            throw stopped;
        } catch (LifeguardException forbidden) {
            if (forbidden.detail().kind() == ErrorKind.INVALID_SCRIPT) {
                throw forbidden;
            }
            passedOver(reason(forbidden));
            return Optional.empty();
        }
    }

    /** What does not run there, or why nothing may. */
    private static String reason(LifeguardException forbidden) {
        ErrorDetail detail = forbidden.detail();
        Throwable cause = forbidden;
        while (cause != null && !(cause instanceof SQLException)) {
            cause = cause.getCause();
        }
        return cause instanceof SQLException failure && detail.file() != null
                ? "%s:%s:%s does not run there: %s"
                        .formatted(
                                detail.file(),
                                detail.line(),
                                detail.column(),
                                StatementFailure.text(failure))
                : detail.message();
    }

    private void passedOver(String why) {
        String end = why.endsWith(".") ? "" : ".";
        warnings.accept(
                "The schema of the database was not taken: %s%s What the earlier migrations of the directory make stands for it."
                        .formatted(why, end));
    }
}
