package dev.lifeguard.migrate.source.catalog;

import dev.lifeguard.migrate.error.ConfigurationException;
import dev.lifeguard.migrate.error.ErrorDetail;
import dev.lifeguard.migrate.error.ErrorKind;
import dev.lifeguard.migrate.error.LifeguardException;
import dev.lifeguard.migrate.source.MigrationSource;
import org.jspecify.annotations.Nullable;

/** A source of an application's that failed, or gave null. */
final class SourceFailure {

    private static final String UNCHANGED = " Nothing was changed.";

    private SourceFailure() {}

    /** The source threw while it was asked what it holds; what it meant to tell stays as it is. */
    static LifeguardException of(MigrationSource source, RuntimeException thrown) {
        return thrown instanceof LifeguardException told
                ? told
                : failed("%s failed: %s.".formatted(source(source), thrown), UNCHANGED, thrown);
    }

    /** What the source gave, which is refused where it is null. */
    static <T> T given(@Nullable T value, MigrationSource source, String what) {
        if (value == null) {
            String gave = "%s gave null in place of %s.".formatted(source(source), what);
            throw failed(gave, UNCHANGED, null);
        }
        return value;
    }

    /** One of its files threw; a run may be under way, so nothing is said of the database. */
    static LifeguardException ofFile(String name, MigrationSource source, RuntimeException thrown) {
        return thrown instanceof LifeguardException told
                ? told
                : failed("%s failed: %s.".formatted(file(name, source), thrown), "", thrown);
    }

    /** One of its files gave null in place of a stream. */
    static LifeguardException noStream(String name, MigrationSource source) {
        String gave = "%s gave null in place of a stream.".formatted(file(name, source));
        return failed(gave, "", null);
    }

    /** Two sources whose versions do not stand in one order. */
    static ConfigurationException differentOrders(String first, String second) {
        return new ConfigurationException(
                ErrorDetail.of(
                        ErrorKind.CONFIGURATION,
                        ("The sources of migrations \"%s\" and \"%s\" have layouts that order"
                                        + " versions differently. Give both one layout.")
                                .formatted(first, second)),
                null);
    }

    private static String source(MigrationSource source) {
        return "The source of migrations " + source.getClass().getName();
    }

    private static String file(String name, MigrationSource source) {
        return "The file \"%s\" of the source of migrations %s"
                .formatted(name, source.getClass().getName());
    }

    private static ConfigurationException failed(
            String what, String state, @Nullable Throwable cause) {
        return new ConfigurationException(
                ErrorDetail.of(
                        ErrorKind.CONFIGURATION, what + state + " Mend it, and run this again."),
                cause);
    }
}
