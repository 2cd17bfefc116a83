package dev.lifeguard.migrate.inspect.explain;

import dev.lifeguard.migrate.error.ConfigurationException;
import dev.lifeguard.migrate.error.DatabaseUnreachableException;
import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.InvalidScriptException;
import dev.lifeguard.migrate.error.LeaseLostException;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.error.LockTimeoutException;
import dev.lifeguard.migrate.error.MigrationFailedException;
import dev.lifeguard.migrate.error.MigrationInterruptedException;
import dev.lifeguard.migrate.error.ValidationException;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * What goes wrong with a file that is in no migrations directory: it is called what the user calls
 * it, without the name and version that it has among the migrations.
 *
 * @param file as the user named it
 * @param words tells an error in the words of whoever asked
 */
public record NamedFailure(LooseFile loose, String file, UnaryOperator<ErrorDetail> words) {

    private static final Pattern MADE_UP =
            Pattern.compile("([Mm])igration %s \\S+".formatted(LooseFile.LAST));

    /** The failure in those words. */
    public LifeguardException of(LifeguardException failure) {
        return switch (failure) {
            case ValidationException it ->
                    new ValidationException(it.problems().stream().map(this::of).toList());
            case InvalidScriptException it -> new InvalidScriptException(of(it.detail()), it);
            case MigrationFailedException it -> new MigrationFailedException(of(it.detail()), it);
            case ConfigurationException it -> it;
            case DatabaseUnreachableException it -> it;
            case LeaseLostException it -> it;
            case LockTimeoutException it -> it;
            case MigrationInterruptedException it -> it;
        };
    }

    private ErrorDetail of(ErrorDetail detail) {
        ErrorDetail told = words.apply(detail);
        String message =
                MADE_UP.matcher(told.message())
                        .replaceAll(
                                it -> it.group(1).equals("M") ? "The migration" : "the migration")
                        .replace(loose.name(), file);
        boolean madeUp = Objects.equals(told.version(), LooseFile.LAST);
        boolean ofFile = loose.name().equals(told.file());
        return new ErrorDetail(
                told.kind(),
                message,
                madeUp ? null : told.version(),
                ofFile ? file : told.file(),
                told.line(),
                told.column(),
                told.sqlState(),
                told.label());
    }
}
