package dev.lifeguard.migrate.connect;

import dev.lifeguard.migrate.DatabaseProduct;
import dev.lifeguard.migrate.connect.words.Refused;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The parameter {@code dialect} of a PostgreSQL URL, which no driver knows.
 *
 * @param database what it asks for
 * @param rest the URL without it
 */
record ChosenDialect(Optional<DatabaseProduct> database, String rest) {

    private static final Pattern PARAMETER = Pattern.compile("([?&])dialect=([^&]*)(&|$)");

    /**
     * Takes it out of a URL.
     *
     * @throws dev.lifeguard.migrate.error.ConfigurationException when it names none
     */
    static ChosenDialect in(String url) {
        Matcher parameter = PARAMETER.matcher(url);
        if (!parameter.find()) {
            return new ChosenDialect(Optional.empty(), url);
        }
        String before = url.substring(0, parameter.start());
        String after = url.substring(parameter.end());
        String rest = after.isEmpty() ? before : before + parameter.group(1) + after;
        return new ChosenDialect(Optional.of(named(parameter.group(2))), rest);
    }

    private static DatabaseProduct named(String name) {
        return switch (name) {
            case "postgresql" -> DatabaseProduct.POSTGRESQL;
            case "cockroachdb" -> DatabaseProduct.COCKROACHDB;
            case "yugabytedb" -> DatabaseProduct.YUGABYTEDB;
            default ->
                    throw Refused.because(
                            "The database URL asks for a dialect that is unknown. Write"
                                + " dialect=cockroachdb or dialect=yugabytedb, or leave it out.");
        };
    }
}
