package dev.lifeguard.migrate.connect;

import dev.lifeguard.migrate.connect.words.Refused;
import dev.lifeguard.migrate.error.ConfigurationException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGProperty;

/** Checks what a URL says to the driver, which itself would find out while it connects. */
final class DriverProperty {

    /** Parameters that only Prisma reads. */
    private static final Set<String> PRISMA =
            Set.of(
                    "schema",
                    "pgbouncer",
                    "connection_limit",
                    "pool_timeout",
                    "socket_timeout",
                    "statement_cache_size",
                    "sslidentity",
                    "sslaccept");

    private DriverProperty() {}

    /**
     * Checks all properties.
     *
     * @throws ConfigurationException at one that the driver does not know or cannot use
     */
    static void check(Map<String, String> properties) {
        properties.forEach(
                (name, value) -> {
                    @Nullable PGProperty property = PGProperty.forName(name);
                    if (property == null) {
                        throw unknown(name, properties);
                    }
                    check(property, value);
                });
    }

    /**
     * The error for a parameter that the driver does not know.
     *
     * <p>A password that holds an ampersand comes apart, and its end looks like a parameter; so it
     * is not named beside a password.
     */
    static ConfigurationException unknown(String name, Map<String, String> properties) {
        if (PRISMA.contains(name)) {
            throw Refused.because(
                    ("The database URL has the parameter \"%s\", which is Prisma's. Leave it"
                                    + " out%s.")
                            .formatted(
                                    name,
                                    name.equals("schema")
                                            ? ", and name the schema by --schema"
                                            : "; nothing has to be set for PgBouncer"));
        }
        boolean mayBeSecret =
                properties.keySet().stream().anyMatch(each -> each.endsWith("assword"));
        String parameter = mayBeSecret ? "a parameter" : "the parameter \"" + name + "\"";
        return Refused.because(
                ("The database URL has %s that neither libpq nor the PostgreSQL driver knows."
                                + " Correct it, or leave it out; a special character in a value is"
                                + " written as %%XX.")
                        .formatted(parameter));
    }

    private static void check(PGProperty property, String value) {
        String[] choices = property.getChoices();
        String otherwise = property.getDefaultValue();
        List<String> values =
                property == PGProperty.REQUIRE_AUTH
                        ? List.of(value.split(",", -1))
                        : List.of(value);
        if (choices != null && !List.of(choices).containsAll(values)) {
            throw unusable(property, "one of " + String.join(", ", choices));
        }
        if (otherwise != null && otherwise.matches("-?[0-9]+") && !value.matches("-?[0-9]+")) {
            throw unusable(property, "a whole number");
        }
        if (otherwise != null
                && otherwise.matches("true|false")
                && !value.matches("(?i)true|false|")) {
            throw unusable(property, "true or false");
        }
    }

    private static ConfigurationException unusable(PGProperty property, String wanted) {
        return Refused.because(
                "The database URL has a value of \"%s\" that the PostgreSQL driver cannot use. Give"
                                .formatted(property.getName())
                        + " %s.".formatted(wanted));
    }
}
