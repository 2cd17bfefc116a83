package dev.lifeguard.migrate.cli.settings;

import dev.lifeguard.migrate.connect.words.Likeness;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** A key of a configuration file that nobody reads. */
final class UnknownKey {

    private UnknownKey() {}

    /**
     * What to say of it.
     *
     * @param known the keys that there are
     */
    static String sentence(String key, Collection<String> known) {
        return nearest(asAKey(key), known)
                .map(near -> "the key \"%s\" is unknown. Did you mean \"%s\"?".formatted(key, near))
                .orElseGet(
                        () ->
                                "the key \"%s\" is unknown. docs/configuration.md lists what there is."
                                        .formatted(key));
    }

    /** An option or a variable may have been written as it is called elsewhere, or in short. */
    private static String asAKey(String key) {
        return key.toLowerCase(Locale.ROOT)
                .replace('_', '-')
                .replaceFirst("^(--|lifeguard-)(?=.)", "")
                .replaceFirst("^url$", "database-url");
    }

    /** The nearest one, if any is near; the end of a key is near, as {@code url} alone. */
    private static Optional<String> nearest(String key, Collection<String> known) {
        return known.stream()
                .filter(each -> Likeness.of(key, each) || each.endsWith("-" + key))
                .min(Comparator.comparingInt(each -> Likeness.distance(key, each)));
    }
}
