package dev.lifeguard.migrate.inspect.report;

import dev.lifeguard.migrate.error.LifeguardException;
import java.util.function.Function;
import java.util.function.Supplier;

/** A part of a report: what was seen, or why nobody looked. */
public sealed interface Looked<T> {

    /** It was looked at. */
    record Seen<T>(T value) implements Looked<T> {}

    /**
     * It was not, or could not be.
     *
     * @param reason in sentences
     */
    record NotSeen<T>(String reason) implements Looked<T> {}

    /** What a look gives, or the message of what it fails with. */
    static <T> Looked<T> at(Supplier<T> look) {
        try {
            return new Seen<>(look.get());
        } catch (LifeguardException failure) {
            return new NotSeen<>(failure.detail().message());
        }
    }

    /** It in another form, where it was seen. */
    default <R> Looked<R> map(Function<? super T, R> form) {
        return switch (this) {
            case Seen<T>(T value) -> new Seen<>(form.apply(value));
            case NotSeen<T>(String reason) -> new NotSeen<>(reason);
        };
    }
}
